import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { Field, FieldOption, FilledForm, Form } from '../../src/messages/form.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { formId } from './custom-ids.ts'
import { GROUP, MODAL, SELECT } from './limits.ts'
import { escaped, small } from './markdown.ts'

/** The longest text of a field that is typed into but isn't a text field, such as a time zone. */
const MAX_TYPED_LENGTH = 100

const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

/** What a field shows at first: what was typed before, else its value. */
function valuesOf(field: Field, typed: FilledForm): readonly string[] {
  return typed[field.name] ?? (field.kind === 'several' ? field.values : [String(field.value)])
}

const optionsOf = (options: readonly FieldOption[], chosen: readonly string[], length: number) =>
  options.map(({ label, value, hint }) => ({
    label: cut(label, length),
    value,
    default: chosen.includes(value),
    ...(hint && { description: cut(hint, GROUP.description) }),
  }))

const textInput = (
  field: Field,
  values: readonly string[],
  more: Partial<APITextInputComponent> = {},
): APITextInputComponent => ({
  type: ComponentType.TextInput,
  custom_id: field.name,
  style: TextInputStyle.Short,
  value: values[0] ?? '',
  required: true,
  max_length: MAX_TYPED_LENGTH,
  ...more,
})

const select = (name: string, options: readonly FieldOption[], chosen: readonly string[]) => ({
  type: ComponentType.StringSelect as const,
  custom_id: name,
  options: optionsOf(options, chosen, SELECT.label),
})

const numbers = (min: number, max: number): FieldOption[] =>
  Array.from({ length: max - min + 1 }, (_, index) => ({
    label: String(min + index),
    value: String(min + index),
  }))

type InputField = Exclude<Field, { kind: 'note' }>

/** Discord has no fields for times, nor for numbers; of a few numbers one is picked. */
function componentOf(field: InputField, typed: FilledForm): APIComponentInLabel {
  const values = valuesOf(field, typed)
  switch (field.kind) {
    case 'text':
      return textInput(field, values, {
        style: field.lines === 'several' ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required: !field.optional,
        max_length: field.maxLength,
      })
    case 'time':
    case 'found':
      return textInput(field, values)
    case 'number':
      return field.max - field.min < SELECT.options
        ? select(field.name, numbers(field.min, field.max), values)
        : textInput(field, values, { max_length: String(field.max).length })
    case 'one':
      return {
        type: ComponentType.RadioGroup,
        custom_id: field.name,
        options: optionsOf(field.options, values, GROUP.label),
      }
    case 'several':
      return {
        type: ComponentType.CheckboxGroup,
        custom_id: field.name,
        options: optionsOf(field.options, values, GROUP.label),
        min_values: field.optional ? 0 : 1,
        required: !field.optional,
      }
  }
}

/** How to write what is typed freely here. */
function hintOf(field: Field): string | undefined {
  return field.hint ?? (field.kind === 'time' ? 'Such as 9:00, 17.30 or 5pm' : undefined)
}

/**
 * A form as a modal, or a part of it: a modal has few fields.
 * @param page which part, from 1
 * @param typed earlier input, shown instead of the current values
 */
export function modalOf(
  form: Form,
  page: number,
  typed: FilledForm = {},
): APIModalInteractionResponseCallbackData {
  const fields = form.fields.slice((page - 1) * MODAL.fields, page * MODAL.fields)
  if (fields.length === 0) return modalOf(form, 1, typed)
  return {
    custom_id: formId(page === 1 ? form.command : `page ${page} ${form.command}`),
    title: cut(page === 1 ? form.title : `More ${form.title.toLowerCase()}`, MODAL.title),
    components: fields.map(field => {
      if (field.kind === 'note')
        return { type: ComponentType.TextDisplay, content: small(escaped(field.value)) }
      const hint = hintOf(field)
      return {
        type: ComponentType.Label,
        label: cut(field.label, MODAL.label),
        ...(hint && { description: cut(hint, MODAL.description) }),
        component: componentOf(field, typed),
      }
    }),
  }
}
