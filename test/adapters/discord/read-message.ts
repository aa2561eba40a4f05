import { isDeepStrictEqual } from 'node:util'
import type { Seen } from '../../contracts/publisher/harness.ts'
import { hiddenIn } from '../../contracts/publisher/harness.ts'
import type { Posted } from '../../fakes/discord/messages.ts'
import { readLine } from './read-markdown.ts'

/** Markup that we add: a heading or small text at the start of a line, and one bold part. */
const isOurs = (mark: string, index: number, marks: readonly string[]): boolean =>
  (index === 0 && ['###', '-#'].includes(mark)) ||
  (mark === '**' && marks.filter(other => other === '**').length === 2)

const PLAIN_LINK = / <(https?:\/\/[^<>\s]+)>$/

/** What a person sees of a message on Discord, and which markup acts. */
export function readMessage({ text, body }: Pick<Posted, 'text' | 'body'>): Seen {
  const content = typeof body.content === 'string' ? body.content : undefined
  const lines = (content ?? text).split('\n')
  const plainLinks = content === undefined ? [] : lines.flatMap(line => PLAIN_LINK.exec(line)?.[1] ?? [])
  const read = lines.map(line => readLine(content === undefined ? line : line.replace(PLAIN_LINK, '')))
  const seen = read.map(line => line.text).join('\n')
  return {
    text: seen,
    links: [...plainLinks, ...read.flatMap(({ links }) => links.map(({ url }) => url))],
    notifies: isDeepStrictEqual(body.allowed_mentions, { parse: [] }) ? [] : ['whoever is mentioned'],
    markup: [
      ...read.flatMap(({ acting }) => acting.filter((mark, index) => !isOurs(mark, index, acting))),
      ...hiddenIn(seen),
    ],
  }
}
