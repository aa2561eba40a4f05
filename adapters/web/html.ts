import { raw, html as template } from 'hono/html'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'

/** The content type of pages. */
export const HTML = 'text/html; charset=utf-8'

/** A piece of HTML. */
export type Html = ReturnType<typeof template>

/** What a template may contain: text, which is escaped, and pieces of HTML. Nothing is shown for `undefined` and `false`. */
export type Value = string | number | Html | undefined | false | readonly Value[]

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

function clean(value: Value): unknown {
  if (typeof value === 'string') return plain(value)
  return isList(value) ? value.map(clean) : value
}

/** HTML in which all text is untrusted: it is escaped, and invisible characters that could reorder what is around it are left out. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html =>
  template(strings, ...values.map(clean))

export const NOTHING: Html = raw('')

/** Text with its lines and indents, such as BibTeX. */
export function preformatted(text: string): Html {
  const lines = text.split(/\r?\n/).map(line => line.replace(/[^ ]+(?: [^ ]+)*/g, plain))
  return template`<pre tabindex="0">${lines.join('\n')}</pre>`
}

/** Text of several lines for a `textarea`, whose first line break browsers leave out. */
export const linesOf = (text: string): Html => template`\n${text.split(/\r?\n/).map(plain).join('\n')}`

/** Links to an untrusted address elsewhere; without a link unless the address is http or https. */
export function externalLink(address: string | undefined, inner: Value): Html {
  const url = webUrl(address)
  return url === undefined ? html`${inner}` : html`<a href="${url}" rel="noopener noreferrer">${inner}</a>`
}

/** The address of one of our own pages, with its parameters; empty ones are left out. */
export function pathOf(path: string, parameters: Readonly<Record<string, string | number | undefined>> = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))
  return query.size > 0 ? `${path}?${query}` : path
}

const idInPath = (id: string): string => id.split('/').map(encodeURIComponent).join('/')

/** The page of a paper. */
export const paperPath = (id: string): string => `/papers/${idInPath(id)}`

/** The picture of a paper. */
export const thumbnailPath = (id: string): string => `/thumbnails/${idInPath(id)}`

/** A path with its percent-encoded characters; as it is where they aren’t text. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
