import { expect, it } from 'vitest'
import { parseSchedule } from '../../src/commands/channel/schedule-text.ts'
import { parseCommandLine } from '../../src/commands/parse.ts'
import { readTokens } from '../../src/search/query/lexer.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { readTyped } from '../../src/text/typed.ts'

const SCHEDULE = { time: '09:00', days: [1], timezone: 'UTC' } as const
const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  parseCommandLine: text => parseCommandLine({ text, origin: 'typed' }),
  parseQuery,
  readTokens: text => readTokens(readTyped(text), name => name === 'title'),
  parseSchedule: text => parseSchedule(text, SCHEDULE),
}
const PARTS = [
  ...[' ', '\u3000', '\u00ad', '\u0301', '(', '()', '-', '–', ' - ', '-a ', '"', '“', '‘', "'", '「', '``'],
  ...[
    ':',
    ':a',
    ':a:',
    ': ',
    'a',
    'a ',
    'a:',
    'a-',
    'title:',
    'x>',
    '|',
    '!',
    '<',
    '<http://a',
    '<@A',
    '<:a:1',
    'OR ',
    ')-a',
    '(a)-a',
    '"-a',
    'A:A',
    'NOT a ',
    '(a b)-a ',
  ],
]

/** CPU time, microseconds. */
function cost(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function attempt(parse: (text: string) => unknown, text: string): void {
  try {
    parse(text)
  } catch {
    // Refused, which takes its time as well.
  }
}

it.each(Object.keys(PARSERS))('%s takes as long for 20,000 characters as for 20 times 1,000', name => {
  const parse = PARSERS[name] ?? parseQuery
  for (const part of PARTS) {
    const short = part.repeat(1_000 / part.length)
    const long = short.repeat(20)
    const ratio = (): number => {
      const inPieces = cost(() => {
        for (let piece = 0; piece < 20; piece++) attempt(parse, short)
      })
      return cost(() => attempt(parse, long)) / Math.max(inPieces, 5_000)
    }
    // If it were quadratic, it would take 20 times as long. Measured again where something else, such as a collection, took time.
    const best = ratio() < 7 || ratio() < 7 || ratio() < 7
    expect(best, part).toBe(true)
  }
})
