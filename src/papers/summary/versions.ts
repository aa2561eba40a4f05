import { countGraphemes, shorten } from '../../text/graphemes.ts'
import { withoutBoilerplate, withoutLeadIns } from './lead-ins.ts'
import { rephrase } from './rephrase.ts'
import { truncationsOf, withoutAsides } from './truncation.ts'

/** One form in which a summary may show a sentence of the abstract. */
export interface Version {
  text: string
  /** Which sentence of the abstract, from 0. */
  index: number
  /** `We introduce X, a …` became `X is a …`. */
  rephrased: boolean
  /** Ends before the sentence does. */
  truncated: boolean
  /** Was too long in every form, and ends in an ellipsis. */
  hasEllipsis: boolean
  /** Made from a definition and a statement; `index` is the statement's. */
  merged: boolean
}

/** The sentence without boilerplate, without each lead-in, and rephrased. */
function startVersions(sentence: string, index: number): Version[] {
  const base = withoutBoilerplate(sentence)
  const versions: Version[] = []
  for (const text of [base, ...withoutLeadIns(base)]) {
    const version = {
      text,
      index,
      rephrased: false,
      truncated: false,
      hasEllipsis: false,
      merged: false,
    }
    versions.push(version)
    for (const rephrased of rephrase(text)) versions.push({ ...version, text: rephrased, rephrased: true })
  }
  return versions
}

/** Every form of a sentence: with and without lead-ins, asides and closing phrases, and rephrased. */
export function versionsOf(sentence: string, index: number): Version[] {
  const versions = new Map<string, Version>()
  const add = (version: Version) => {
    if (!versions.has(version.text)) versions.set(version.text, version)
  }
  for (const start of startVersions(sentence, index)) {
    for (const text of new Set([start.text, withoutAsides(start.text)])) {
      add({ ...start, text })
      for (const truncation of truncationsOf(text)) add({ ...start, text: truncation, truncated: true })
    }
  }
  return [...versions.values()]
}

/** The versions that fit. If none does, those that aren't truncated, shortened with an ellipsis. */
export function fitToLimit(versions: readonly Version[], graphemes: number): Version[] {
  const fit = versions.filter(({ text }) => countGraphemes(text) <= graphemes)
  if (fit.length > 0) return fit
  return versions
    .filter(({ truncated, merged }) => !truncated && !merged)
    .map(version => ({ ...version, text: shorten(version.text, graphemes), hasEllipsis: true }))
}
