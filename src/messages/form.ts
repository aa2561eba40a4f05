/** A neutral modal. What a person submits arrives as `Request.form`. */
export interface Form {
  /** At most 24 characters. */
  title: string
  /** The label of the submit button, at most 24 characters. */
  submit: string
  /** The command that handles the submission. Fields that weren't submitted stay unchanged. */
  command: string
  fields: readonly Field[]
}

/** `label` and option labels have at most 45 and 75 characters, `hint` 100, and a list 25 options. */
export type FieldContent = { label: string; hint?: string | undefined } & FieldKind

export type Field = { name: string } & FieldContent

type FieldKind =
  /** Text of one line, or of several. */
  | { kind: 'text'; value: string; optional: boolean; maxLength: number; lines: 'one' | 'several' }
  /** One of a few options. */
  | { kind: 'one'; options: readonly FieldOption[]; value: string }
  /** Any number of a few options; at least one unless `optional`. */
  | { kind: 'several'; options: readonly FieldOption[]; values: readonly string[]; optional: boolean }
  /** One of many, with suggestions while typing. */
  | { kind: 'found'; suggestions: SuggestionKind; value: string }

export interface FieldOption {
  label: string
  value: string
}

/** The submitted values by field name: one, or those picked of several. */
export type FilledForm = Readonly<Record<string, readonly string[]>>

/** The first value of a field; undefined if it wasn't submitted or nothing was picked. */
export const filledIn = (form: FilledForm | undefined, name: string): string | undefined => form?.[name]?.[0]

/** What to suggest while someone types: `topic` is any topic, `followed` one that the channel follows. */
export type SuggestionKind = 'topic' | 'followed' | 'zone' | 'paper'
