/** Something to fill in: a neutral modal. What is sent of it comes back as `Request.form`. */
export interface Form {
  /** At most 24 characters. */
  title: string
  /** What the button says that sends it; at most 24 characters. */
  submit: string
  /** The command that the filled-in form goes to. It takes a part of the fields as well: the others stay as they are. */
  command: string
  fields: readonly Field[]
}

/** `label` and option labels have at most 45 and 75 characters, `hint` 100, and a list 25 options. */
export type FieldContent = { label: string; hint?: string | undefined } & FieldKind

export type Field = { name: string } & FieldContent

type FieldKind =
  /** A line of text, or several. */
  | { kind: 'text'; value: string; optional: boolean; maxLength: number; lines: 'one' | 'several' }
  /** One of a few. */
  | { kind: 'one'; options: readonly FieldOption[]; value: string }
  /** Any number of a few, none included unless `optional` is false. */
  | { kind: 'several'; options: readonly FieldOption[]; values: readonly string[]; optional: boolean }
  /** One of many, found by typing. */
  | { kind: 'found'; suggestions: SuggestionKind; value: string }

export interface FieldOption {
  label: string
  value: string
}

/** What was filled in, by the field's name: one value, or those picked of several. */
export type FilledForm = Readonly<Record<string, readonly string[]>>

/** The first value of a field; undefined where it wasn't sent, or nothing was picked. */
export const filledIn = (form: FilledForm | undefined, name: string): string | undefined => form?.[name]?.[0]

/** What can be suggested while someone types: `topic` any, `followed` those that the channel follows. */
export type SuggestionKind = 'topic' | 'followed' | 'zone' | 'paper'
