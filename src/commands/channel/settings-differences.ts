import type { Channel } from '../../channels/channel.ts'
import { plural } from '../../text/format.ts'
import { daysText } from './schedule-text.ts'
import { CATCH_UP_NAMES } from './settings-form.ts'

/** Each setting in words, in the order of the form. */
const WORDS: readonly ((channel: Channel) => string)[] = [
  ({ time }) => `time ${time}`,
  ({ timezone }) => `zone ${timezone}`,
  ({ days }) => daysText(days),
  ({ layout }) => `${layout} layout`,
  ({ size }) => plural(size, 'paper'),
  ({ minScore }) => (minScore > 0 ? `scores from ${minScore}` : 'any score'),
  ({ onlyCode }) => (onlyCode ? 'only papers with code' : 'papers without code too'),
  ({ muted }) => (muted.length > 0 ? `muted: ${muted.join(', ')}` : 'nothing muted'),
  ({ catchUp }) => `a missed digest: ${CATCH_UP_NAMES[catchUp].toLowerCase()}`,
  ({ pausedBy }) => (pausedBy ? 'paused' : 'digests come'),
]

/** What differs after a change, in words. */
export const differences = (before: Channel, after: Channel): string[] =>
  WORDS.filter(words => words(before) !== words(after)).map(words => words(after))
