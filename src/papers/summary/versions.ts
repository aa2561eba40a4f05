import { cutsOf, withoutAsides } from './cuts.ts'
import { laterOpenings, withoutBoilerplate } from './openings.ts'
import { restate } from './restate.ts'

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
}

/** The sentence without boilerplate at its head, and that with a later opening or its thing as the subject. */
export function openingsOf(sentence: string, index: number): Version[] {
  const base = withoutBoilerplate(sentence)
  const versions: Version[] = []
  for (const text of [base, ...laterOpenings(base)]) {
    const version = { text, index, opened: text !== base, restated: false, cut: false }
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
    for (const text of [opening.text, withoutAsides(opening.text)]) {
      add({ ...opening, text })
      for (const head of cutsOf(text)) add({ ...opening, text: head, cut: true })
    }
  }
  return [...versions.values()]
}
