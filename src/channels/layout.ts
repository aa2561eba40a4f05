/** How a channel's digests look: short entries, longer ones, or one message in a thread per paper. */
export const LAYOUTS = ['compact', 'standard', 'thread'] as const

export type Layout = (typeof LAYOUTS)[number]
