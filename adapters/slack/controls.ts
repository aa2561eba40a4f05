import type { types } from '@slack/bolt'
import type { Action } from '../../src/messages/digest.ts'
import type { Choice } from '../../src/messages/reply.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { plainText } from './blocks.ts'
import { ACTIONS, OPTION } from './limits.ts'
import { cut } from './text.ts'

const PREFIX = 'papers'
const IN_PLACE = 'in-place'

/** The action ids of our buttons and menus. */
export const ACTION_ID = /^papers:/

/** Whether the answer to a control replaces the message or view that the control is in. */
export const isInPlace = (actionId: string): boolean => actionId.startsWith(`${PREFIX}:${IN_PLACE}:`)

const labelOf = (label: string, limit: number): types.PlainTextElement =>
  plainText(cut(plain(label).trim(), limit))

const fitting = (actions: readonly Action[], limit: number): readonly Action[] =>
  actions.filter(({ label, command }) => plain(label).trim() && command.length <= limit)

function menu({ label, options }: Choice): types.StaticSelect[] {
  const shown = fitting(options, OPTION.value).slice(0, OPTION.count)
  if (shown.length === 0) return []
  return [
    {
      type: 'static_select',
      action_id: `${PREFIX}:choice`,
      placeholder: labelOf(label, OPTION.placeholder),
      options: shown.map(option => ({ text: labelOf(option.label, OPTION.label), value: option.command })),
    },
  ]
}

/** The button of one paper; screen readers say which. `name` is the paper's title, `index` its place in the message. */
export function detailsButton(action: Action, name: string, index: number): types.Button {
  return {
    type: 'button',
    text: labelOf(action.label, ACTIONS.label),
    action_id: [PREFIX, 'details', index].join(':'),
    value: action.command,
    accessibility_label: cut(`${action.label} of ${name}`, ACTIONS.label),
  }
}

/** One row with a menu and buttons, without those whose command is too long for Slack. */
export function controlsRow({
  choice,
  actions,
}: {
  choice?: Choice | undefined
  actions: readonly Action[]
}): types.ActionsBlock[] {
  const menus = choice ? menu(choice) : []
  const buttons = fitting(actions, ACTIONS.value)
    .slice(0, ACTIONS.elements - menus.length)
    .map(({ label, command, inPlace }, index) => ({
      type: 'button' as const,
      text: labelOf(label, ACTIONS.label),
      action_id: [PREFIX, ...(inPlace ? [IN_PLACE] : []), index].join(':'),
      value: command,
    }))
  const elements = [...menus, ...buttons]
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}
