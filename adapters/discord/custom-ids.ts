/** The custom ids of our components. They contain the command's text, so a component still works after a restart. */

/** A button whose answer is a new message, or replaces the message with the button. */
const NEW_MESSAGE = 'papers:'
const IN_PLACE = 'papers!:'
/** A select menu whose options are commands. */
export const CHOICE_ID = 'papers-choice'
/** A select menu in a panel, the button that opens a panel's text fields, and a modal: by itself, or of a panel. */
const PICK = 'papers-pick:'
const EDIT = 'papers-edit:'
const FORM = 'papers-form:'
const PANEL_FORM = 'papers-panel:'

/** Marks the key of a stored command, one that is too long for a custom id. */
export const STORED_COMMAND_PREFIX = '#'

export const buttonId = (command: string, inPlace: boolean): string =>
  `${inPlace ? IN_PLACE : NEW_MESSAGE}${command}`
export const pickId = (command: string, field: string): string => `${PICK}${field}:${command}`
export const editId = (command: string): string => `${EDIT}${command}`
export const formId = (command: string, ofPanel: boolean): string =>
  `${ofPanel ? PANEL_FORM : FORM}${command}`

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

/** The field and the form's command of a select menu in a panel. */
export function parsePickId(customId: string): { field: string; text: string } | undefined {
  const [, field, text] = /^papers-pick:([^:]+):(.*)$/s.exec(customId) ?? []
  return field && text !== undefined ? { field, text } : undefined
}

/** The command of a submitted modal, and whether it belongs to a panel. */
export function parseFormId(customId: string): { text: string; ofPanel: boolean } | undefined {
  for (const prefix of [FORM, PANEL_FORM]) {
    if (customId.startsWith(prefix))
      return { text: customId.slice(prefix.length), ofPanel: prefix === PANEL_FORM }
  }
  return undefined
}
