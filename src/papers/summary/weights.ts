import type { Features } from './features.ts'

/**
 * What each feature adds to a version's score. Found by `node test/bench/summary-fit.ts`: they maximise the ROUGE-1 F
 * expected of one-sentence summaries against the source's own, on recorded papers of every other week;
 * `npm run bench:summary` shows what they reach there and on the weeks held out. A choice by softmax over such scores is
 * what was fitted, so a lead of 1 is small and one of 5 large.
 */
export const WEIGHTS: Readonly<Features> = {
  /** The first sentence of the abstract. */
  first: 6.5,
  /** The first that says what the authors made. */
  firstProposal: 3.3,
  /** One after that. */
  afterProposal: -3.3,
  /** Says what they studied or learned, not made. */
  learns: 2.1,
  /** Words of the title that recur in the abstract. */
  themeWords: 64.7,
  /** Other words of the title. */
  titleWords: 47.6,
  /** Words of the source's keywords. */
  keywordWords: 24.3,
  /** Words that come three times or more. */
  recurringWords: 31.5,
  /** Words that come twice. */
  twiceWords: 8.7,
  /** `and`, `with`, `by` and the like. */
  bindingWords: 32.4,
  /** `we`, `paper` and the like. */
  selfWords: -18,
  /** Numbers. */
  numbers: -26.8,
  /** The share by which it falls short of 15 words. */
  tooShort: -7.6,
  /** Says `X is a …` or introduces `X, a …`. */
  definition: 2.3,
  /** With its thing as the subject. */
  restated: 3.7,
  /** With its end cut off. */
  cut: -2.2,
  /** A definition and a statement made one. */
  fused: 6.1,
}
