import { controlsOf } from '../../src/messages/controls.ts'
import type { Action } from '../../src/messages/digest.ts'
import type { Field, Form } from '../../src/messages/form.ts'
import type { Reply, ReplySpan } from '../../src/messages/reply.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import type { Terminal } from './describe-terminal.ts'
import { renderDigest } from './render-digest.ts'
import { renderLines } from './render-lines.ts'

const muted = (text: string): ReplySpan => ({ text, style: 'muted' })

/** A button as the command to type instead: a terminal has no buttons. */
const controlLine = ({ label, command }: Action): ReplySpan[] => [
  muted(`[${label}] `),
  { text: `/papers ${command}`, style: 'code' },
]

function shownValue(field: Field): string {
  switch (field.kind) {
    case 'one':
      return field.options.find(({ value }) => value === field.value)?.label ?? field.value
    case 'several':
      return field.options
        .filter(({ value }) => field.values.includes(value))
        .map(({ label }) => label)
        .join(', ')
    case 'number':
      return String(field.value)
    default:
      return field.value.replaceAll('\n', ', ')
  }
}

/** What a form begins with: nothing where that is empty, such as a search. Its title is left to the lines above it. */
const formLines = ({ fields }: Form): ReplySpan[][] =>
  fields.some(field => shownValue(field))
    ? fields.map(field => [
        { text: `${field.label}: ` },
        { text: shownValue(field) || 'none', style: 'bold' as const },
      ])
    : []

/** Text with its lines, indents and double blanks preserved, which mean something in BibTeX and RIS. */
const literally = (text: string): string =>
  text
    .trim()
    .split(/\r?\n/)
    .map(line => line.replace(/[^ ]+(?: [^ ]+)*/g, plain))
    .join('\n')

/** Renders a reply for a terminal, without control characters from its texts and without a final line feed. */
export function renderReply(reply: Reply, terminal: Terminal): string {
  const { lines, digest, verbatim, file, choice, actions = [], form } = reply
  const controls = digest ? controlsOf(digest) : { actions: [] }
  const options = (choice ?? controls.choice)?.options ?? []
  const next = [...options, ...controls.actions, ...actions].map(controlLine)
  const parts = [
    lines.length > 0 ? renderLines(lines, terminal) : '',
    form ? renderLines(formLines(form), terminal) : '',
    digest ? renderDigest(digest, terminal) : '',
    verbatim ? literally(verbatim) : '',
    file ? renderLines([[muted(file.name)]], terminal) : '',
    file ? literally(file.text) : '',
    next.length > 0 ? renderLines(next, terminal) : '',
  ]
  return parts.filter(Boolean).join('\n\n')
}
