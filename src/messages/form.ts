/** A neutral modal. What a person submits arrives as `Request.form`. */
export interface Form {
  /** At most 24 characters. */
  title: string
  /** The label of the submit button, at most 24 characters. */
  submit: string
  /** The command that handles the submission. Fields that weren't submitted stay unchanged. */
  command: string
  /**
   * The most used first: a platform with small modals shows a long form in parts. `page 2 <command>` opens the second part, and is
   * also the command that handles it.
   */
  fields: readonly Field[]
}

/** `label` and option labels have at most 45 and 75 characters, `hint` and option hints 100 and 75. */
export type FieldContent = { label: string; hint?: string | undefined } & FieldKind

export type Field = { name: string } & FieldContent

type FieldKind =
  /** Text of one line, or of several. */
  | { kind: 'text'; value: string; optional: boolean; maxLength: number; lines: 'one' | 'several' }
  /** A time of day, `09:00`. Where it is typed freely, what arrives is as typed. */
  | { kind: 'time'; value: string }
  /** A whole number. Where it is typed freely, what arrives is as typed. */
  | { kind: 'number'; value: number; min: number; max: number }
  /** One of 2 to 10 options. */
  | { kind: 'one'; options: readonly FieldOption[]; value: string }
  /** Any number of at most 10 options; at least one unless `optional`. */
  | { kind: 'several'; options: readonly FieldOption[]; values: readonly string[]; optional: boolean }
  /** A sentence in place of a field that can't be shown. Nothing comes back. */
  | { kind: 'note'; value: string }
  /** One of many, with suggestions while typing. */
  | { kind: 'found'; suggestions: SuggestionKind; value: string }

export interface FieldOption {
  label: string
  value: string
  hint?: string | undefined
}

/** The submitted values by field name: one, or those picked of several. */
export type FilledForm = Readonly<Record<string, readonly string[]>>

/** The first value of a field; undefined if it wasn't submitted or nothing was picked. */
export const filledIn = (form: FilledForm | undefined, name: string): string | undefined => form?.[name]?.[0]

/** What to suggest while someone types: `topic` is any topic, `followed` one that the channel follows. */
export type SuggestionKind = 'topic' | 'followed' | 'zone' | 'paper'
