/** What the custom ids of our components say. They hold a command's text, so that a component works after a restart. */

/** The answer comes beside the message with the button, or in its place. */
const BESIDE = 'papers:'
const IN_PLACE = 'papers!:'
/** A menu; its options hold the commands. */
export const CHOICE_ID = 'papers-choice'
/** A field of a panel, the button that opens its text fields, and a form that is sent: the panel's, or one by itself. */
const PICK = 'papers-pick:'
const EDIT = 'papers-edit:'
const FORM = 'papers-form:'
const PANEL_FORM = 'papers-panel:'

/** A command that is too long for a custom id is kept elsewhere, and this stands before its key. */
export const KEPT = '#'

export const buttonId = (command: string, inPlace: boolean): string =>
  `${inPlace ? IN_PLACE : BESIDE}${command}`
export const pickId = (command: string, field: string): string => `${PICK}${field}:${command}`
export const editId = (command: string): string => `${EDIT}${command}`
export const formId = (command: string, ofPanel: boolean): string =>
  `${ofPanel ? PANEL_FORM : FORM}${command}`

/** What a click on a button asks for; undefined where the button isn't ours. */
export type ButtonMeaning =
  | { kind: 'command'; text: string; inPlace: boolean }
  | { kind: 'edit'; text: string }

export function meaningOf(customId: string): ButtonMeaning | undefined {
  const after = (prefix: string): string | undefined =>
    customId.startsWith(prefix) ? customId.slice(prefix.length) : undefined
  const inPlace = after(IN_PLACE)
  const text = inPlace ?? after(BESIDE)
  if (text !== undefined) return { kind: 'command', text, inPlace: inPlace !== undefined }
  const edit = after(EDIT)
  return edit === undefined ? undefined : { kind: 'edit', text: edit }
}

/** The field and the form's command of a pick in a panel. */
export function pickOf(customId: string): { field: string; text: string } | undefined {
  const [, field, text] = /^papers-pick:([^:]+):(.*)$/s.exec(customId) ?? []
  return field && text !== undefined ? { field, text } : undefined
}

/** The command of a form that was sent, and whether it is of a panel. */
export function formOf(customId: string): { text: string; ofPanel: boolean } | undefined {
  for (const prefix of [FORM, PANEL_FORM]) {
    if (customId.startsWith(prefix))
      return { text: customId.slice(prefix.length), ofPanel: prefix === PANEL_FORM }
  }
  return undefined
}
