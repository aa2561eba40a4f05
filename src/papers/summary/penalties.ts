/**
 * What makes a sentence read badly as a summary, and what that costs in the units of WEIGHTS, where a sentence's usual
 * lead over the next best is about 9. Set by reading several hundred summaries.
 */
const FAULTS: readonly { name: string; pattern: RegExp; cost: number }[] = [
  { name: 'holds an address', pattern: /https?:|www\./, cost: 20 },
  {
    name: 'tells what is available',
    pattern:
      /\b(?:code|codes|models|weights|datasets?|data|demos?|page|website|resources|checkpoints)\b[^.]*\b(?:available|released|open-?sourced|found at|accessible)\b|\bwe (?:\w+ )?(?:release|open-?source)\b/i,
    cost: 6,
  },
  {
    name: 'begins with a word for something said before',
    pattern:
      /^(?:It|They|This|These|Those|Its|Their|Such|Both|He|She|There|The (?:former|latter|(?:first|second|third) [a-z]+s))\b(?! (?:paper|work|study|report|survey)\b)/,
    cost: 5,
  },
  {
    name: 'speaks of something said before',
    pattern:
      /\b(?:this|these|those|such (?!as\b)|the above|aforementioned)\b(?! (?:paper|work|study|report|survey)\b)/,
    cost: 2,
  },
  {
    name: 'begins with the experiments that show it',
    pattern:
      /^[^,;:]*\b(?:experiments?|results|evaluations?|analys[ei]s|studies|findings)\b[^,;:]* (?:show|demonstrate|reveal|confirm|find)s?,? that\b/i,
    cost: 7,
  },
  { name: 'hopes', pattern: /\bwe (?:hope|believe)\b/i, cost: 8 },
  { name: 'asks', pattern: /\?["”')]*$/, cost: 8 },
  { name: 'lists', pattern: /\((?:\d|[ivx]+|[a-e])\)/, cost: 4 },
  {
    name: 'breaks off its list',
    pattern: /\((?:1|i|a)\)(?!.*\((?:2|ii|b)\))|^\(?(?:\d|[ivx]+)[).] /,
    cost: 8,
  },
  { name: 'is a fragment', pattern: /[^.!?。！？)"”'’…]$/, cost: 12 },
  { name: 'is broken off', pattern: /…$/, cost: 14 },
]

/** A sentence from before the authors come to what they did says why they did it, and not what. */
export const BACKGROUND_COST = 10

/** The cost of all faults of a text. */
export const costOf = (text: string): number =>
  FAULTS.reduce((sum, { pattern, cost }) => (pattern.test(text) ? sum + cost : sum), 0)
