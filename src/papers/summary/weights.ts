import type { Features } from './features.ts'

/**
 * What each feature adds to a version's score. Fitted by `node test/bench/summary-fit.ts`: they maximise the expected
 * ROUGE-1 F of one-sentence summaries against the source's own, on recorded papers of every other week;
 * `npm run bench:summary` measures them there and on the held-out weeks. The fit chooses by softmax over the scores, so a
 * lead of 1 is small and one of 5 large.
 */
export const WEIGHTS: Readonly<Features> = {
  /** The first sentence of the abstract. */
  first: 6.5,
  /** The first sentence that says what the authors made. */
  firstProposal: 3.3,
  /** A sentence after that. */
  afterProposal: -3.3,
  /** Says what they studied or learned, not made. */
  learns: 2.1,
  /** Words of the title that recur in the abstract. */
  themeWords: 64.7,
  /** Other words of the title. */
  titleWords: 47.6,
  /** Words of the source's keywords. */
  keywordWords: 24.3,
  /** Words that occur three times or more. */
  recurringWords: 31.5,
  /** Words that occur twice. */
  twiceWords: 8.7,
  /** `and`, `with`, `by` and the like. */
  connectiveWords: 32.4,
  /** `we`, `paper` and the like. */
  selfWords: -18,
  /** Numbers. */
  numbers: -26.8,
  /** By what share it is shorter than 15 words. */
  tooShort: -7.6,
  /** Says `X is a …` or introduces `X, a …`. */
  definition: 2.3,
  /** Rephrased with the new thing as the subject. */
  rephrased: 3.7,
  /** Truncated. */
  truncated: -2.2,
  /** A definition merged with a statement. */
  merged: 6.1,
}
