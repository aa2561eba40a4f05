import type { Action, Digest, Entry } from './digest.ts'

/** The buttons and the menu of a digest. */
export interface Controls {
  /** A menu of its papers, to show one. Absent if it has fewer than two. */
  choice?: { label: string; options: readonly Action[] } | undefined
  actions: readonly Action[]
}

/** The button of one paper that shows all about it. */
export const detailsAction = ({ paperId }: Entry): Action => ({
  label: 'Details',
  command: `show ${paperId}`,
})

/**
 * The controls of a digest whose papers have no *Details* of their own, because the message has too little room for them: a menu of
 * the papers, and its own buttons.
 */
export function controlsOf({ entries, actions }: Digest): Controls {
  const [only, ...others] = entries
  if (!only) return { actions }
  if (others.length === 0) return { actions: [detailsAction(only), ...actions] }
  const options = entries.map(({ title, paperId }) => ({ label: title, command: `show ${paperId}` }))
  return { choice: { label: 'Details of…', options }, actions }
}
