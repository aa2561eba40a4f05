import type { Reason } from '../../search/explain.ts'
import type { Field } from '../../search/query/document.ts'

const FIELD_NAMES: Record<Field, string> = {
  title: 'title',
  keywords: 'keywords',
  authors: 'authors',
  abstract: 'abstract',
  organization: 'organisation',
}

type Part = Extract<Reason, { kind: 'part' }>

const withNote = ({ text, note }: Part): string => (note ? `${text} (${note})` : text)

/** Why a paper matches a part of a topic: `diffusion in the title`. */
export function matchText(reason: Reason): string {
  switch (reason.kind) {
    case 'part':
      return reason.field ? `${reason.text} in the ${FIELD_NAMES[reason.field]}` : withNote(reason)
    case 'not':
      return reason.text
    case 'any':
    case 'all':
      return reason.parts.map(matchText).join(' and ')
  }
}

/** Why a paper doesn't match a topic, by the parts that it doesn't match: `doesn’t match video`, `has neither diffusion nor video`. */
export function missText(reasons: readonly Reason[]): string {
  const missing = reasons.filter(({ met }) => !met)
  const parts = missing.filter(reason => reason.kind === 'part').map(withNote)
  const others = missing.filter(reason => reason.kind !== 'part').map(otherMissText)
  return [...(parts.length > 0 ? [`doesn’t match ${parts.join(', ')}`] : []), ...others].join('; ')
}

function otherMissText(reason: Exclude<Reason, Part>): string {
  switch (reason.kind) {
    case 'not':
      return `has ${matchText(reason.part)}, which the topic leaves out`
    case 'any':
      return `has neither ${reason.parts.map(alternativeText).join(' nor ')}`
    case 'all':
      return missText(reason.parts)
  }
}

/** An alternative that doesn't match; one of several parts with those that don't. */
const alternativeText = (reason: Reason): string =>
  reason.kind === 'part' ? withNote(reason) : `“${reason.text}” (${missText([reason])})`
