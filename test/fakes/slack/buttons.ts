import { z } from 'zod'
import type { Control } from './payloads.ts'

const textSchema = z.looseObject({ text: z.string() })

const elementSchema = z.union([
  z.looseObject({ type: z.literal('button'), action_id: z.string(), value: z.string(), text: textSchema }),
  z.looseObject({
    type: z.literal('static_select'),
    action_id: z.string(),
    options: z.array(z.looseObject({ value: z.string(), text: textSchema })),
  }),
])

const actionsSchema = z.union([
  z.looseObject({ type: z.literal('actions'), elements: z.array(elementSchema) }),
  z
    .looseObject({ type: z.literal('section'), accessory: elementSchema })
    .transform(({ accessory }) => ({ elements: [accessory] })),
])

/** The buttons of some blocks, beside sections and in rows, and the options of their menus. */
export const buttonsIn = (blocks: readonly unknown[]): Control[] =>
  blocks
    .flatMap(block => actionsSchema.safeParse(block).data?.elements ?? [])
    .flatMap((element): Control[] =>
      element.type === 'button'
        ? [{ action_id: element.action_id, value: element.value, text: element.text.text }]
        : element.options.map(({ value, text }) => ({
            action_id: element.action_id,
            value,
            text: text.text,
            type: 'static_select',
          })),
    )
