import type { types } from '@slack/bolt'
import type { Field, FieldOption, Form } from '../../src/messages/form.ts'
import { ephemeralReply, type Reply } from '../../src/messages/reply.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { type Block, plainText } from './blocks.ts'
import { contextLine } from './context-line.ts'
import { OPTION, VIEW } from './limits.ts'
import { renderReply, type Workspace } from './render-reply.ts'
import { cut } from './text.ts'

/** Callback ids of forms, and of views that only show something. */
export const FORM_VIEW = 'papers-form'
const REPLY_VIEW = 'papers-reply'

/** Action ids of fields with suggestions, and of the home page's search box. */
export const SUGGESTION_FIELD = /^papers-found:/
export const SEARCH_BOX = /^papers-box:/

/** A group of radio buttons with more options is too tall; it becomes a menu. */
const MAX_RADIO_BUTTONS = 5

const option = ({ label, value, hint }: FieldOption): types.PlainTextOption => ({
  text: plainText(cut(label, OPTION.label)),
  value,
  ...(hint && { description: plainText(cut(hint, OPTION.label)) }),
})

type InputField = Exclude<Field, { kind: 'note' }>

function elementOf(field: InputField): types.InputBlock['element'] {
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id: field.name,
        multiline: field.lines === 'several',
        max_length: field.maxLength,
        ...(field.value && { initial_value: field.value }),
      }
    case 'time':
      return { type: 'timepicker', action_id: field.name, initial_time: field.value }
    case 'number':
      return {
        type: 'number_input',
        action_id: field.name,
        is_decimal_allowed: false,
        initial_value: String(field.value),
        min_value: String(field.min),
        max_value: String(field.max),
      }
    case 'one': {
      const options = field.options.map(option)
      const initial = options.find(({ value }) => value === field.value)
      return {
        type: options.length <= MAX_RADIO_BUTTONS ? 'radio_buttons' : 'static_select',
        action_id: field.name,
        options,
        ...(initial && { initial_option: initial }),
      }
    }
    case 'several': {
      const options = field.options.map(option)
      const initial = options.filter(({ value }) => value !== undefined && field.values.includes(value))
      return {
        type: 'checkboxes',
        action_id: field.name,
        options,
        ...(initial.length > 0 && { initial_options: initial }),
      }
    }
    case 'found':
      return {
        type: 'external_select',
        action_id: `papers-found:${field.suggestions}`,
        min_query_length: 1,
        ...(field.value && { initial_option: option({ label: field.value, value: field.value }) }),
      }
  }
}

const inputBlock = (field: InputField): types.InputBlock => ({
  type: 'input',
  block_id: field.name,
  label: plainText(cut(field.label, VIEW.label)),
  element: elementOf(field),
  // Slack doesn't let people submit an empty field unless it is optional.
  optional: field.kind === 'text' || field.kind === 'several' ? field.optional : false,
  ...(field.hint && { hint: plainText(cut(field.hint, VIEW.hint)) }),
})

const fieldBlocks = (field: Field): Block[] =>
  field.kind === 'note' ? contextLine([{ text: field.value }]) : [inputBlock(field)]

const title = (text: string): types.PlainTextElement => plainText(cut(plain(text).trim(), VIEW.title))

/** A form as a modal. @param metadata comes back when it is submitted */
export const formView = ({ title: name, submit, fields }: Form, metadata: string): types.ModalView => ({
  type: 'modal',
  callback_id: FORM_VIEW,
  title: title(name),
  submit: title(submit),
  close: title('Cancel'),
  private_metadata: metadata,
  blocks: fields.flatMap(fieldBlocks),
})

const blocksOf = (reply: Reply, workspace: Workspace): Block[] => {
  const { blocks } = renderReply(reply, workspace)
  return blocks.length > 0 ? blocks : [{ type: 'section', text: plainText('…') }]
}

/** A reply as a modal, for people outside channels. */
export const replyView = (reply: Reply, workspace: Workspace): types.ModalView => ({
  type: 'modal',
  callback_id: REPLY_VIEW,
  title: title('Paper Round'),
  close: title('Close'),
  blocks: blocksOf(reply, workspace),
})

/** What a form that couldn't be read becomes: by itself it would close, as if it had been saved. */
export const UNREADABLE: Reply = ephemeralReply(
  'Paper Round couldn’t read this form. Open it again, and check what it shows.',
)

/** What a view shows until the answer is there. */
export const WORKING: Reply = ephemeralReply('One moment…')

/** A text field that Enter submits, made from the form's first field. */
function searchBox({ command, fields: [field] }: Form): Block[] {
  if (field?.kind !== 'text') return []
  return [
    {
      type: 'input',
      block_id: field.name,
      dispatch_action: true,
      label: plainText(field.label),
      element: {
        type: 'plain_text_input',
        action_id: `papers-box:${command}`,
        max_length: field.maxLength,
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
  ]
}

/** A person's home page: a search box above the reply. */
export const homeView = (reply: Reply, form: Form | undefined, workspace: Workspace): types.HomeView => ({
  type: 'home',
  blocks: [...(form ? searchBox(form) : []), ...blocksOf(reply, workspace)],
})
