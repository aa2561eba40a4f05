/** What makes a sentence read badly on its own, and what it costs in the units of WEIGHTS. Set by reading summaries. */
const FAULTS: readonly { name: string; pattern: RegExp; cost: number }[] = [
  {
    name: 'tells where the code is',
    pattern:
      /https?:|\b(?:code|codes|models|weights|datasets?|data|demos?|page|website|resources|checkpoints)\b[^.]*\b(?:available|released|open-?sourced|found at|accessible)\b|\bwe (?:\w+ )?(?:release|open-?source)\b/i,
    cost: 6,
  },
  {
    name: 'begins with a word for something said before',
    pattern:
      /^(?:It|They|This|These|Those|Its|Their|Such|Both|He|She|There|The (?:former|latter))\b(?! (?:paper|work|study|report|survey)\b)/,
    cost: 5,
  },
  {
    name: 'speaks of something said before',
    pattern:
      /\b(?:this|these|those|the above|such an?) (?:gaps?|problems?|issues?|challenges?|limitations?|shortcomings?|questions?|goals?|ends?|end|needs?|insights?|observations?|findings?|tension|dilemma|bottlenecks?|barriers?|trade-offs?|drawbacks?)\b|, (?:this|these) \w+s\b/i,
    cost: 2,
  },
  { name: 'asks', pattern: /\?["”')]*$/, cost: 8 },
  { name: 'lists', pattern: /\((?:\d|[ivx]+|[a-e])\)|^\(?(?:\d|[ivx]+)[).] /, cost: 5 },
  { name: 'is a fragment', pattern: /[^.!?。！？)"”'’]$/, cost: 12 },
]

/** The cost of all faults of a text. */
export const costOf = (text: string): number =>
  FAULTS.reduce((sum, { pattern, cost }) => (pattern.test(text) ? sum + cost : sum), 0)
