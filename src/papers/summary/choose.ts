import { countGraphemes, shorten } from '../../text/graphemes.ts'
import type { SummaryLimits } from './limits.ts'
import { capitalise } from './openings.ts'
import type { Scored } from './score.ts'
import { splitSentences } from './sentences.ts'
import { contentStems } from './words.ts'

const byScore = (a: Scored, b: Scored): number => b.score - a.score || a.index - b.index

const isOneSentence = (text: string): boolean => splitSentences(text).length === 1

/** The best version that fits, else the best uncut sentence shortened to fit; empty where there is none. */
export function chooseOne(versions: readonly Scored[], graphemes: number): string {
  const sorted = versions.toSorted(byScore)
  const best = sorted.find(({ text }) => countGraphemes(text) <= graphemes && isOneSentence(text))
  if (best) return best.text
  const whole = sorted.find(({ cut }) => !cut)
  if (!whole) return ''
  const [first = ''] = splitSentences(shorten(whole.text, graphemes))
  return first.trim()
}
