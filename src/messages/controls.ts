import type { Action, Digest } from './digest.ts'

/** What can be done with a digest besides reading it. */
export interface Controls {
  /** Its papers, to open one; there is none where it has but one. */
  choice?: { label: string; options: readonly Action[] } | undefined
  actions: readonly Action[]
}

/** The controls of a digest wherever it is shown: details of each paper on demand, and its own buttons. */
export function controlsOf({ entries, actions }: Digest): Controls {
  const options = entries.map(({ title, paperId }) => ({ label: title, command: `show ${paperId}` }))
  const [only, ...others] = options
  if (!only) return { actions }
  if (others.length === 0) return { actions: [{ ...only, label: 'Details' }, ...actions] }
  return { choice: { label: 'Details of…', options }, actions }
}
