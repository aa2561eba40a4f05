import { countGraphemes, shorten } from '../../text/graphemes.ts'
import { laterOpenings, withoutBoilerplate } from './lead-ins.ts'
import { restate } from './rephrase.ts'
import { cutsOf, withoutAsides } from './truncation.ts'

/** A sentence of an abstract in one of the forms in which a summary may show it. */
export interface Version {
  text: string
  /** Which sentence of the abstract, from 0. */
  index: number
  /** Begins later than the sentence does, boilerplate apart. */
  opened: boolean
  /** `We introduce X, a …` turned to `X is a …`. */
  restated: boolean
  /** Ends earlier than the sentence does. */
  cut: boolean
  /** Broken off by an ellipsis, for want of room. */
  broken: boolean
  /** Made of two sentences, of which `index` is the one with the statement. */
  fused: boolean
}

/** The sentence without boilerplate at its head, and that with a later opening or its thing as the subject. */
function openingsOf(sentence: string, index: number): Version[] {
  const base = withoutBoilerplate(sentence)
  const versions: Version[] = []
  for (const text of [base, ...laterOpenings(base)]) {
    const version = {
      text,
      index,
      opened: text !== base,
      restated: false,
      cut: false,
      broken: false,
      fused: false,
    }
    versions.push(version)
    for (const restated of restate(text)) versions.push({ ...version, text: restated, restated: true })
  }
  return versions
}

/** Every form in which a sentence may stand, those with asides and closing phrases left out included. */
export function versionsOf(sentence: string, index: number): Version[] {
  const versions = new Map<string, Version>()
  const add = (version: Version) => {
    if (!versions.has(version.text)) versions.set(version.text, version)
  }
  for (const opening of openingsOf(sentence, index)) {
    for (const text of new Set([opening.text, withoutAsides(opening.text)])) {
      add({ ...opening, text })
      for (const head of cutsOf(text)) add({ ...opening, text: head, cut: true })
    }
  }
  return [...versions.values()]
}

/** The versions that fit; where none does, those that aren't cut, broken off. */
export function fitting(versions: readonly Version[], graphemes: number): Version[] {
  const fit = versions.filter(({ text }) => countGraphemes(text) <= graphemes)
  if (fit.length > 0) return fit
  return versions
    .filter(({ cut, fused }) => !cut && !fused)
    .map(version => ({ ...version, text: shorten(version.text, graphemes), broken: true }))
}
