import { z } from 'zod'
import type { Button } from './payloads.ts'

const actionsSchema = z.looseObject({
  type: z.literal('actions'),
  elements: z.array(
    z.looseObject({ action_id: z.string(), value: z.string(), text: z.looseObject({ text: z.string() }) }),
  ),
})

/** The buttons of a message, from its blocks. */
export const buttonsIn = (blocks: readonly unknown[]): Button[] =>
  blocks
    .flatMap(block => actionsSchema.safeParse(block).data?.elements ?? [])
    .map(({ action_id, value, text }) => ({ action_id, value, text: text.text }))
