import { z } from 'zod'
import type { Seen } from '../../contracts/publisher/harness.ts'
import { hiddenIn } from '../../contracts/publisher/harness.ts'
import { objectsIn } from './blocks.ts'

/** Rich text elements that refer to somebody or something. */
const REFERENCES = ['user', 'usergroup', 'channel', 'broadcast', 'team', 'date', 'emoji', 'color']

const string = z.string().catch('')
const objectSchema = z.looseObject({ type: string, text: string, url: string, image_url: string })

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const ANGLE = /<([^<>]*)>/g

/** Text in angle brackets is a link, a mention or a date. */
function readAngles(text: string): { links: string[]; notifies: string[]; rest: string } {
  const all = [...text.matchAll(ANGLE)].map(([, inside = '']) => inside)
  const isLink = (inside: string): boolean => /^\w+:/.test(inside)
  return {
    links: all.filter(isLink).map(inside => unescaped(inside.split('|')[0] ?? '')),
    notifies: all.filter(inside => !isLink(inside)),
    rest: text.replace(ANGLE, (_, inside: string) => inside.split('|')[1] ?? ''),
  }
}

const MARKUP = /[*_~`]|:[\w+-]+:|^&gt;/gm

/** A message as a person sees it on Slack, and what it does. */
export function readMessage({ text, blocks }: { text: string; blocks: unknown[] }): Seen {
  const objects = objectsIn(blocks).map(object => ({ ...objectSchema.parse(object), emoji: object.emoji }))
  const inMarkup = objects.filter(({ type }) => type === 'mrkdwn').map(object => readAngles(object.text))
  const fallback = readAngles(text)
  const shown = objects.flatMap(object => {
    if (object.type === 'mrkdwn') return [unescaped(readAngles(object.text).rest)]
    return ['text', 'link', 'plain_text'].includes(object.type) ? [object.text] : []
  })
  const all = blocks.length > 0 ? shown.join('\n') : unescaped(text)
  return {
    text: all,
    links: [
      ...objects.flatMap(({ url, image_url: image }) => [url, image].filter(Boolean)),
      ...inMarkup.flatMap(({ links }) => links),
      ...fallback.links,
    ],
    notifies: [
      ...objects.map(({ type }) => type).filter(type => REFERENCES.includes(type)),
      ...inMarkup.flatMap(({ notifies }) => notifies),
      ...fallback.notifies,
    ],
    markup: [
      ...inMarkup.flatMap(({ rest }) => rest.match(MARKUP) ?? []),
      ...objects.filter(({ type, emoji }) => type === 'plain_text' && emoji !== false).map(each => each.text),
      ...(text.match(/[<>]|&(?!amp;|lt;|gt;)/g) ?? []),
      ...hiddenIn(all),
      ...hiddenIn(text),
    ],
  }
}
