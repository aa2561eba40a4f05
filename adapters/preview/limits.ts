/** The narrowest layout, in columns; a narrower terminal wraps the lines itself. */
export const MIN_COLUMNS = 20

/** The widest layout, in columns: longer lines are hard to read. */
export const MAX_COLUMNS = 100

/** From this width on there is a left margin, in columns. */
export const MARGIN_FROM_COLUMNS = 60

/** The longest address that VTE terminals accept in OSC 8, in bytes (vte, src/vteseq.cc: VTE_HYPERLINK_URI_LENGTH_MAX). */
export const MAX_LINK_BYTES = 2083
