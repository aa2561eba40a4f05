import type { ChannelId } from '../channel.ts'
import type { FieldOption } from './form.ts'

/** What can be suggested while someone types: `topic` any, `followed` those that the channel follows. */
export type SuggestionKind = 'topic' | 'followed' | 'zone' | 'paper'

/**
 * Suggestions for what was typed so far, best first, at most 25; labels of at most 75 characters, values of at most 100.
 * Never rejects: then there are none.
 */
export type Suggest = (asked: {
  channel: ChannelId
  kind: SuggestionKind
  typed: string
}) => Promise<FieldOption[]>
