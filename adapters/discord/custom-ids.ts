/** The custom ids of our components. They contain the command's text, so a component still works after a restart. */

/** A button whose answer is a new message, or replaces the message with the button. */
const NEW_MESSAGE = 'papers:'
const IN_PLACE = 'papers!:'
/** A select menu whose options are commands. */
export const CHOICE_ID = 'papers-choice'
/** A modal, and the button that opens it again with what was typed. */
const FORM = 'papers-form:'
const EDIT = 'papers-edit:'
/** An early version showed forms as panels: messages with a select menu for each field, whose text fields were in a modal. */
const PANEL_MENU = /^papers-pick:[^:]+:(.*)$/s
const PANEL_FORM = 'papers-panel:'

/** Whether any version of ours made it. */
export const isOurs = (customId: string): boolean => customId.startsWith('papers')

/** Marks the key of a stored command, one that is too long for a custom id. */
export const STORED_COMMAND_PREFIX = '#'

export const buttonId = (command: string, inPlace: boolean): string =>
  `${inPlace ? IN_PLACE : NEW_MESSAGE}${command}`
export const editId = (command: string): string => `${EDIT}${command}`
export const formId = (command: string): string => `${FORM}${command}`

/** What a click on one of our buttons asks for. */
export type ParsedButtonId =
  | { kind: 'command'; text: string; inPlace: boolean }
  | { kind: 'edit'; text: string }

/** Undefined when the button isn't ours. */
export function parseButtonId(customId: string): ParsedButtonId | undefined {
  const after = (prefix: string): string | undefined =>
    customId.startsWith(prefix) ? customId.slice(prefix.length) : undefined
  const inPlace = after(IN_PLACE)
  const text = inPlace ?? after(NEW_MESSAGE)
  if (text !== undefined) return { kind: 'command', text, inPlace: inPlace !== undefined }
  const edit = after(EDIT)
  return edit === undefined ? undefined : { kind: 'edit', text: edit }
}

/** The form's command of a select menu in a panel. */
export const parsePanelMenuId = (customId: string): string | undefined => PANEL_MENU.exec(customId)?.[1]

/** The command of a submitted modal. */
export function parseFormId(customId: string): string | undefined {
  const prefix = [FORM, PANEL_FORM].find(each => customId.startsWith(each))
  return prefix && customId.slice(prefix.length)
}
