import wrapAnsi from 'wrap-ansi'
import type { Terminal } from '../../../adapters/preview/describe-terminal.ts'
import { linkTo, paint } from '../../../adapters/preview/spans.ts'
import type { SetupStep } from '../../ports/guided-setup.ts'

const MAX_COLUMNS = 100

/** A sentence, wrapped as the terminal needs it. */
export const wrapped = (text: string, { columns }: Terminal): string =>
  wrapAnsi(text, Math.min(columns, MAX_COLUMNS))

/** A step as lines. An address stays on one line, so that it can be copied; where the terminal has links, it is cut short. */
export function showStep({ text, url, clicks }: SetupStep, number: number, terminal: Terminal): string {
  const label = `${number}. `
  const indent = ' '.repeat(label.length)
  const width = Math.min(terminal.columns, MAX_COLUMNS) - label.length
  const inner = (line: string): string[] => wrapAnsi(line, width).split('\n')
  const address = url && linkTo(url, terminal.links ? shortened(url) : url, terminal)
  const names = clicks.map(click => paint('bold', click, terminal))
  const lines = [
    ...inner(text),
    ...(address ? [paint('cyan', address, terminal)] : []),
    ...(names.length > 0 ? inner(`Click ${names.join(', ')}.`) : []),
  ]
  return `${lines.map((line, index) => (index === 0 ? label : indent) + line).join('\n')}\n`
}

const shortened = (url: string): string => (url.length > 60 ? `${url.slice(0, 48)}…` : url)
