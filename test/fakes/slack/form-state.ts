import { z } from 'zod'
import type { ShownView } from './payloads.ts'

const inputSchema = z.looseObject({
  type: z.literal('input'),
  block_id: z.string(),
  element: z.looseObject({
    type: z.string(),
    action_id: z.string(),
    initial_value: z.string().optional(),
    initial_time: z.string().optional(),
    initial_option: z.looseObject({ value: z.string() }).optional(),
    initial_options: z.array(z.looseObject({ value: z.string() })).optional(),
  }),
})

type Element = z.infer<typeof inputSchema>['element']

function stateOf(element: Element, filled: string | readonly string[] | undefined) {
  const { type, initial_value: value, initial_time: time } = element
  const { initial_option: one, initial_options: several = [] } = element
  if (['plain_text_input', 'number_input'].includes(type)) return { type, value: filled ?? value ?? null }
  if (type === 'timepicker') return { type, selected_time: filled ?? time ?? null }
  if (type === 'checkboxes') {
    return { type, selected_options: Array.isArray(filled) ? filled.map(each => ({ value: each })) : several }
  }
  return { type, selected_option: filled === undefined ? (one ?? null) : { value: filled } }
}

/** The state of a submitted form, by block id: initial values, and those that somebody filled in. */
export function formState(
  { blocks }: ShownView,
  filled: Readonly<Record<string, string | readonly string[]>>,
): object {
  const inputs = blocks.flatMap(block => inputSchema.safeParse(block).data ?? [])
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      { [element.action_id]: stateOf(element, filled[block_id]) },
    ]),
  )
}
