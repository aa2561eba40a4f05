import type { Paper } from './paper.ts'

/**
 * How arXiv's withdrawal notices begin, in an abstract or a comment: "This paper has been withdrawn by the authors due to …",
 * "Withdrawn: …". One that was withdrawn from a conference is still on arXiv.
 */
const NOTICE =
  /^\W*(?:(?:this|the) (?:paper|article|submission|manuscript|work|preprint|version)\b.{0,40}\b(?:has been|was|is)\b.{0,20}\b|(?:paper |article |submission )?)withdrawn\b(?! from (?!arxiv))/i

export const isWithdrawalNotice = (text: string): boolean => NOTICE.test(text)

/** Whether digests and lists may show a paper. */
export const isAvailable = ({ withdrawn, delisted }: Pick<Paper, 'withdrawn' | 'delisted'>): boolean =>
  !withdrawn && !delisted
