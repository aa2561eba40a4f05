/**
 * The neutral document of an edition: what it says, and nothing of how a platform shows it. All texts are untrusted
 * plain text; a renderer must show them as text and must let them notify nobody. The outbox keeps it as JSON, hence zod.
 */

export const LAYOUTS = ['compact', 'standard', 'thread'] as const

export type Layout = (typeof LAYOUTS)[number]
