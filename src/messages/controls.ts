import type { Action, Digest } from './digest.ts'

/** The buttons and the menu of a digest. */
export interface Controls {
  /** A menu of its papers, to show one. Absent if it has fewer than two. */
  choice?: { label: string; options: readonly Action[] } | undefined
  actions: readonly Action[]
}

/** The controls of a digest: details of each paper, and its own buttons. */
export function controlsOf({ entries, actions }: Digest): Controls {
  const options = entries.map(({ title, paperId }) => ({ label: title, command: `show ${paperId}` }))
  const [only, ...others] = options
  if (!only) return { actions }
  if (others.length === 0) return { actions: [{ ...only, label: 'Details' }, ...actions] }
  return { choice: { label: 'Details of…', options }, actions }
}
