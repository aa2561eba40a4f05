/** The narrowest terminal that text is laid out for; a narrower one wraps by itself. In columns. */
export const MIN_COLUMNS = 20

/** Longer lines are hard to read. In columns. */
export const MAX_COLUMNS = 100

/** From here on there is room for a margin on the left. In columns. */
export const MARGIN_FROM_COLUMNS = 60

/** The longest address that terminals of the VTE family accept in OSC 8, in bytes (vte, src/vteseq.cc: VTE_HYPERLINK_URI_LENGTH_MAX). */
export const MAX_LINK_BYTES = 2083
