/**
 * What makes a sentence read badly as a summary. Penalties are in the units of WEIGHTS, where the best sentence usually
 * leads by about 9. They were set by reading several hundred summaries.
 */
const PENALTIES: readonly { name: string; pattern: RegExp; penalty: number }[] = [
  { name: 'contains a link', pattern: /https?:|www\./, penalty: 20 },
  {
    name: 'says what is available',
    pattern:
      /\b(?:code|codes|models|weights|datasets?|data|demos?|page|website|resources|checkpoints)\b[^.]*\b(?:available|released|open-?sourced|found at|accessible)\b|\bwe (?:\w+ )?(?:release|open-?source)\b/i,
    penalty: 6,
  },
  {
    name: 'begins with a reference to an earlier sentence',
    pattern:
      /^(?:It|They|This|These|Those|Its|Their|Such|Both|He|She|There|The (?:former|latter|(?:first|second|third) [a-z]+s))\b(?! (?:paper|work|study|report|survey)\b)/,
    penalty: 5,
  },
  {
    name: 'refers to an earlier sentence',
    pattern:
      /\b(?:this|these|those|such (?!as\b)|the above|aforementioned)\b(?! (?:paper|work|study|report|survey)\b)/,
    penalty: 2,
  },
  {
    name: 'begins with the experiments',
    pattern:
      /^[^,;:]*\b(?:experiments?|results|evaluations?|analys[ei]s|studies|findings)\b[^,;:]* (?:show|demonstrate|reveal|confirm|find)s?,? that\b/i,
    penalty: 7,
  },
  { name: 'hopes', pattern: /\bwe (?:hope|believe)\b/i, penalty: 8 },
  { name: 'asks', pattern: /\?["”')]*$/, penalty: 8 },
  { name: 'contains a list', pattern: /\((?:\d|[ivx]+|[a-e])\)/, penalty: 4 },
  {
    name: 'contains an incomplete list',
    pattern: /\((?:1|i|a)\)(?!.*\((?:2|ii|b)\))|^\(?(?:\d|[ivx]+)[).] /,
    penalty: 8,
  },
  { name: 'is a fragment', pattern: /[^.!?。！？)"”'’…]$/, penalty: 12 },
  { name: 'ends in an ellipsis', pattern: /…$/, penalty: 14 },
]

/** For a sentence before the first one about the authors' own work: it gives the motivation, not the contribution. */
export const BACKGROUND_PENALTY = 10

/** The sum of a text's penalties. */
export const penaltyOf = (text: string): number =>
  PENALTIES.reduce((sum, { pattern, penalty }) => (pattern.test(text) ? sum + penalty : sum), 0)
