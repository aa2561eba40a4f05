import type { Action } from '../../messages/digest.ts'
import { EVERYTHING } from '../../search/topics.ts'

/** Where a list has no paper of a topic: older ones may match. */
export const searchAll = (topic: string): Action[] =>
  topic === EVERYTHING ? [] : [{ label: 'Search all papers', command: `search ${topic}` }]
