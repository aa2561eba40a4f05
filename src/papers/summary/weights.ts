import type { Features } from './features.ts'

export const WEIGHTS: Readonly<Record<keyof Features, number>> = {
  first: 1.75,
  firstProposal: 4.08,
  beforeProposal: -2.09,
  afterProposal: -2.4,
  learns: 2.89,
  shows: 1.1,
  result: 1.93,
  themeWords: 69.3,
  titleWords: 44.7,
  keywordWords: 19.5,
  recurringWords: 29.6,
  twiceWords: 13.7,
  bindingWords: 27.5,
  selfWords: -3.87,
  numbers: -22.6,
  tooShort: -4.41,
  definition: 2.46,
  restated: 3.8,
  cut: -1.15,
}
