import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { Field, FilledForm, Form } from '../../src/messages/form.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { type Component, type Message, message, textDisplay } from './components.ts'
import { editId, formId, pickId } from './custom-ids.ts'
import { MODAL } from './limits.ts'
import { escaped, small } from './markdown.ts'
import { renderReply } from './render-reply.ts'

/** The longest value of a field with suggestions, such as a time zone. */
const MAX_SUGGESTED_LENGTH = 100

const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

const isTyped = (field: Field): field is Extract<Field, { kind: 'text' | 'found' }> =>
  field.kind === 'text' || field.kind === 'found'

/** Whether a form has fields that aren't typed into. We show those as a panel instead of a modal. */
export const isPanel = ({ fields }: Form): boolean => !fields.every(isTyped)

/**
 * The text fields of a form as a modal.
 * @param typed earlier input, shown instead of the current values
 */
export const modalOf = (form: Form, typed: FilledForm = {}): APIModalInteractionResponseCallbackData => ({
  custom_id: formId(form.command, isPanel(form)),
  title: cut(form.title, MODAL.title),
  components: form.fields
    .filter(isTyped)
    .slice(0, MODAL.fields)
    .map(field => ({
      type: ComponentType.Label as const,
      label: cut(field.label, MODAL.label),
      ...(field.hint && { description: cut(field.hint, MODAL.description) }),
      component: {
        type: ComponentType.TextInput as const,
        custom_id: field.name,
        style:
          field.kind === 'text' && field.lines === 'several'
            ? TextInputStyle.Paragraph
            : TextInputStyle.Short,
        value: typed[field.name]?.[0] ?? field.value,
        required: field.kind === 'found' || !field.optional,
        max_length: field.kind === 'text' ? field.maxLength : MAX_SUGGESTED_LENGTH,
      },
    })),
})

/** A select menu with the field's label above it. */
function pickRow(command: string, field: Exclude<Field, { kind: 'text' | 'found' }>): Component[] {
  const chosen = field.kind === 'one' ? [field.value] : field.values
  const isSeveral = field.kind === 'several'
  return [
    ...textDisplay([small(escaped(field.label))]),
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: pickId(command, field.name),
          options: field.options.map(({ label, value }) => ({
            label,
            value,
            default: chosen.includes(value),
          })),
          min_values: isSeveral && field.optional ? 0 : 1,
          max_values: isSeveral ? field.options.length : 1,
        },
      ],
    },
  ]
}

/** A form as a message: a pick from a menu takes effect at once; text fields open in a modal. */
export function panelOf(reply: Reply, form: Form): Message {
  const { components: head } = renderReply({ ...reply, actions: [] })
  const picks = form.fields.flatMap(field => (isTyped(field) ? [] : pickRow(form.command, field)))
  const typed = form.fields.filter(isTyped)
  const shown = typed.map(({ label, value }) => `${label}: ${value.replaceAll('\n', ', ') || 'none'}`)
  const edit: Component = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        custom_id: editId(form.command),
        label: 'Change these',
      },
    ],
  }
  return message(detailLevel => [
    ...head,
    ...textDisplay(shown.map(line => escaped(cut(line, detailLevel.note)))),
    ...(typed.length > 0 ? [edit] : []),
    ...picks,
  ])
}

/** The problems in a form, each with the label of its field, and a button that opens the form again. */
export function problemsOf(reply: Reply, form: Form | undefined, command: string): Message {
  const labelOf = (name: string): string => form?.fields.find(field => field.name === name)?.label ?? name
  const lines = Object.entries(reply.problems ?? {}).map(([name, problem]) => [
    { text: `${labelOf(name)}: `, style: 'bold' as const },
    { text: problem },
  ])
  const { components, ...rest } = renderReply({
    visibility: 'ephemeral',
    lines: [[{ text: 'Nothing was changed.' }], ...lines],
  })
  const again: Component = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        custom_id: editId(command),
        label: 'Edit again',
      },
    ],
  }
  return { ...rest, components: [...components, again] }
}
