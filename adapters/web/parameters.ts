import type { Context } from 'hono'
import { shorten } from '../../src/text/graphemes.ts'
import type { WebEnv } from './app.ts'

/** No list has more pages. */
const MAX_PAGE = 999_999

/** Whether `page` can be read. Beyond the last page of a list is its last one. */
const isPageNumber = (typed: string): boolean => typed === '' || /^0*[1-9]\d*$/.test(typed)

/** The number of a list's page as it was typed, by default the first. */
export const pageNumber = (c: Context<WebEnv>): number => Math.min(MAX_PAGE, Number(c.req.query('page') || 1))

/** Of what is repeated from an address. */
const SHOWN_LENGTH = 40

/** Those of all pages; others are ignored. */
const PARAMETERS = ['q', 'by', 'page']

/** A parameter that is given several times with different values: to take one of them would be a guess. */
function repeatedIn(c: Context<WebEnv>): string | undefined {
  return PARAMETERS.find(name => new Set(c.req.queries(name)).size > 1)
}

/** Other names under which people may look for a parameter. All others are ignored: links get parameters from other programs. */
const OTHER_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ['topic', 'topics', 'query', 'search', 'term', 'keyword', 'keywords', 's', 'q[]', 'q[0]'].map(name => [
    name,
    'q',
  ]),
)
/** What a list is of is its path. */
const DAY_NAMES = ['date', 'day']
/** Conditions of a search are words of its query. */
const IN_QUERY = ['sort', 'since', 'until', 'author', 'title', 'cat', 'org']

const isList = (path: string): boolean => /^\/(?:(?:day|week|month)(?:\/|$)|$)/.test(path)
const isSearch = (path: string): boolean =>
  path === '/search' || path === '/try' || path.startsWith('/feeds/')

/** What a parameter that this page doesn't have should be, if it is probably meant for us. */
function meantBy(name: string, path: string): string | undefined {
  const lower = name.toLowerCase()
  const known = OTHER_NAMES[lower] ?? PARAMETERS.find(each => each === lower)
  if (isList(path) && known === 'q') return 'To search, use “/search?q=…”.'
  if (path === '/' && DAY_NAMES.includes(lower)) return 'The papers of a day are at “/day/2026-11-20”.'
  if (isSearch(path) && IN_QUERY.includes(lower)) return `Write it in the query: “q=agents ${lower}:…”.`
  return known === undefined || PARAMETERS.includes(name) ? undefined : `Use “${known}”.`
}

/** A parameter that would be ignored although it is meant for us. */
function misnamedIn(c: Context<WebEnv>): string | undefined {
  for (const name of Object.keys(c.req.query())) {
    const meant = meantBy(name, c.req.path)
    if (meant !== undefined) return `“${shorten(name, SHOWN_LENGTH)}” isn’t known here. ${meant}`
  }
  return undefined
}

/** Whether the parameters were encoded as addresses are; parts that weren't would be read as they are written. */
function isEncoded(c: Context<WebEnv>): boolean {
  try {
    decodeURIComponent(/\?(.*)$/s.exec(c.req.url)?.[1] ?? '')
    return true
  } catch {
    return false
  }
}

/** What is wrong with the parameters of an address, if anything is, in a sentence for whoever opened it. */
export function problemOfParameters(c: Context<WebEnv>): string | undefined {
  if (!isEncoded(c)) return 'This address is damaged: a “%” in it isn’t followed by a character’s code.'
  const repeated = repeatedIn(c)
  if (repeated !== undefined) return `“${repeated}” has several values. Give it one.`
  const page = c.req.query('page') ?? ''
  return isPageNumber(page)
    ? misnamedIn(c)
    : `There is no page “${shorten(page, SHOWN_LENGTH)}”. Pages are numbered from 1.`
}
