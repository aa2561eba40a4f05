import type { Field } from '../search/query/document.ts'

/** The tokens of each field of a paper, in order, with spaces between them. See `Document`. */
export type FieldTexts = Readonly<Record<Field, string>>

/** A short form that a paper introduces, and the keys by which both forms are found. */
export type FormEntry = readonly [shortKey: string, longKey: string, short: string, long: string]

/**
 * What is indexed of a paper. To make it takes half of the time of storing a paper, and depends on the paper alone, so that another thread can
 * do it.
 */
export interface IndexEntry {
  fields: FieldTexts
  /** The words of its title, keywords and authors, each once, as they are written but without case and accents. */
  words: readonly string[]
  /** Each once. */
  forms: readonly FormEntry[]
}
