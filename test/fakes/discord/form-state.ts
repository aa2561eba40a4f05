import { z } from 'zod'

const optionSchema = z.looseObject({ value: z.string(), default: z.boolean().optional() })
const textSchema = z.looseObject({ type: z.literal(10) })
const labelSchema = z.looseObject({
  type: z.literal(18),
  component: z.looseObject({
    type: z.number(),
    custom_id: z.string(),
    value: z.string().optional(),
    options: z.array(optionSchema).default([]),
  }),
})

export type Filled = Readonly<Record<string, string | readonly string[]>>

const TEXT_INPUT = 4
const RADIO_GROUP = 21

/** A field's part of a submitted modal: a text has a value, a radio group one or null, the others several. */
function submitted({ component }: z.infer<typeof labelSchema>, filled: Filled) {
  const { type, custom_id, value = '', options } = component
  const defaults = options.filter(option => option.default).map(option => option.value)
  const given = filled[custom_id]
  if (type === TEXT_INPUT) return { type, custom_id, value: given ?? value }
  const values = given === undefined ? defaults : [given].flat()
  return type === RADIO_GROUP ? { type, custom_id, value: values[0] ?? null } : { type, custom_id, values }
}

/** The state of a submitted modal: what it showed, and what somebody filled in. */
export function formState(components: readonly unknown[], filled: Filled): object[] {
  return components.flatMap((component, index): object[] => {
    const id = 2 * index + 1
    if (textSchema.safeParse(component).success) return [{ type: 10, id }]
    const label = labelSchema.safeParse(component).data
    return label ? [{ type: 18, id, component: { id: id + 1, ...submitted(label, filled) } }] : []
  })
}

/** What each field of a modal shows, by name: one value, or several. */
export const shownIn = (components: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(
    components.flatMap(component => {
      const label = labelSchema.safeParse(component).data
      if (!label) return []
      const { custom_id, value, values } = z
        .looseObject({
          custom_id: z.string(),
          value: z.string().nullish(),
          values: z.array(z.string()).optional(),
        })
        .parse(submitted(label, {}))
      return [[custom_id, values ?? value ?? '']]
    }),
  )
