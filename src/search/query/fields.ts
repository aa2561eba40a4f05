import { isArxivCategory, nearestCategory } from '../../papers/arxiv-categories.ts'
import { paperIdOf } from '../../papers/paper-link.ts'
import { SOURCE_NAMES, type SourceName } from '../../papers/sources.ts'
import { readDate } from './dates.ts'
import { FEATURES, type Field } from './document.ts'
import { QueryError, type Token } from './lexer.ts'
import { COUNT_FIELDS, OPERATORS, type Query } from './query.ts'
import { readTerm } from './term.ts'

/** Text fields of a paper by the names that are typed before a colon. */
const TEXT_FIELDS: Readonly<Record<string, Field>> = {
  title: 'title',
  keyword: 'keywords',
  author: 'authors',
  org: 'organization',
  abstract: 'abstract',
}

type FieldToken = Token & { kind: 'field' }
type ValueToken = Token & { kind: 'word' | 'phrase' }

/** Reads the value of a field. @throws QueryError with an example of correct use */
type Reader = (field: FieldToken, value: string) => Query

const READERS: Readonly<Record<string, Reader>> = {
  cat: readCategory,
  has: readFeature,
  source: readSource,
  since: (field, value) => readDate('since', value, field.at),
  until: (field, value) => readDate('until', value, field.at),
  id: readId,
  ...Object.fromEntries(
    COUNT_FIELDS.map(of => [of, (field, value) => readCount(of, field, value)] as [string, Reader]),
  ),
}

const EXAMPLES: Readonly<Record<string, string>> = {
  title: 'title:diffusion',
  keyword: 'keyword:robotics',
  author: 'author:lecun',
  org: 'org:nvidia',
  abstract: 'abstract:"in the wild"',
  cat: 'cat:cs.CL',
  has: 'has:code',
  source: 'source:arxiv',
  upvotes: 'upvotes>20',
  stars: 'stars>=100',
  comments: 'comments>3',
  since: 'since:7d',
  until: 'until:2026-01-31',
  id: 'id:2401.00010',
  sort: 'sort:new',
}

export const FIELD_NAMES: readonly string[] = [...Object.keys(TEXT_FIELDS), ...Object.keys(READERS)]

/** The text field that a name before a colon refers to, if any. */
export const textField = (name: string): Field | undefined =>
  Object.hasOwn(TEXT_FIELDS, name) ? TEXT_FIELDS[name] : undefined

/** A sentence with an example of how to use a field. */
export const exampleOf = (name: string): string => (EXAMPLES[name] ? `For example: ${EXAMPLES[name]}` : '')

/** Names of fields in other search engines, and plurals. */
const OTHER_NAMES = new Map(
  Object.entries({
    title: 'ti titles intitle allintitle',
    keyword: 'keywords kw tag tags',
    author: 'au authors inauthor name',
    org: 'organisation organization orgs affiliation institution company lab',
    abstract: 'abs abstracts summary',
    cat: 'category categories cats subject',
    since: 'after from start date day month year published',
    until: 'before to end',
    upvotes: 'upvote votes likes points',
    sort: 'order orderby sortby',
  }).flatMap(([name, others]) => others.split(' ').map(other => [other, name] as const)),
)

/** @throws QueryError if there is no such field */
export function checkField({ name, at }: FieldToken): void {
  if (FIELD_NAMES.includes(name)) return
  const meant = OTHER_NAMES.get(name)
  throw new QueryError(
    `Unknown field “${name}” at character ${at}.${meant ? ` Did you mean ${meant}:?` : ''} Fields: ${FIELD_NAMES.map(each => `${each}:`).join(', ')} and sort:. To search for the words, put them in quotes.`,
  )
}

/** Reads a known field and its value. @throws QueryError */
export function readValue(field: FieldToken, value: ValueToken): Query {
  const { name, operator, at } = field
  const isCount = COUNT_FIELDS.some(of => of === name)
  if (operator && !isCount)
    throw new QueryError(`“${name}” at character ${at} needs a colon. ${exampleOf(name)}`)
  const text = textField(name)
  if (!text) return (READERS[name] as Reader)(field, value.text.replaceAll('"', '').trim())
  const term = readTerm(value.text, text)
  if (!term)
    throw new QueryError(`No word to search for in “${value.text}” after ${name}: at character ${at}.`)
  return term
}

const CATEGORY_WILDCARD = /^`?(([a-z-]+)\.[a-z-]*\.?\*)[.:?!`]*$/i

/**
 * Reads `cs.*` and `cs.CL*`, which nobody means as words. Undefined for other words, such as `math*`: they may begin so.
 * @throws QueryError for a part of a category, such as `cs.C*`
 */
export function readCategoryWildcard({ at, text }: Token): Query | undefined {
  const [, category = '', archive = ''] = CATEGORY_WILDCARD.exec(text) ?? []
  return isArxivCategory(archive) ? readCategory({ at }, category) : undefined
}

function readCategory({ at }: Pick<FieldToken, 'at'>, value: string): Query {
  const [, category] = /^([a-z-]+(?:\.[a-z-]+|(?=\.?\*$))?)(?:\.?\*)?$/i.exec(value) ?? []
  if (!category || !isArxivCategory(category)) {
    const [archive = ''] = value.split('.')
    const meant =
      value.endsWith('*') && isArxivCategory(archive)
        ? `${archive.toLowerCase()}.*`
        : category && nearestCategory(category.toLowerCase())
    throw new QueryError(
      `“${value}” at character ${at} isn’t an arXiv category. ${meant ? `Did you mean cat:${meant}?` : `${exampleOf('cat')}, or all of cs: cat:cs.*`}`,
    )
  }
  return { kind: 'category', category: category.toLowerCase() }
}

function readFeature({ at }: FieldToken, value: string): Query {
  const feature = FEATURES.find(each => each === value.toLowerCase())
  if (!feature)
    throw new QueryError(
      `Unknown “has:${value}” at character ${at}. It can be ${FEATURES.slice(0, -1).join(', ')} or ${FEATURES.at(-1)}.`,
    )
  return { kind: 'has', feature }
}

/** Other words for a source. */
const SOURCE_WORDS: Readonly<Record<string, SourceName>> = {
  hf: 'huggingface',
  'hugging face': 'huggingface',
  'hugging-face': 'huggingface',
}

function readSource({ at }: FieldToken, value: string): Query {
  const typed = value.toLowerCase()
  const word = Object.hasOwn(SOURCE_WORDS, typed) ? SOURCE_WORDS[typed] : undefined
  const source = word ?? SOURCE_NAMES.find(each => each === typed)
  if (!source)
    throw new QueryError(
      `Unknown “source:${value}” at character ${at}. It can be ${SOURCE_NAMES.join(' or ')}.`,
    )
  return { kind: 'source', source }
}

function readId({ at }: FieldToken, value: string): Query {
  const id = paperIdOf(value)
  if (!id) throw new QueryError(`“${value}” at character ${at} isn’t an arXiv id. ${exampleOf('id')}`)
  return { kind: 'id', id }
}

const NUMBER = /^(\d{1,9})(?:\.(\d))?(k?)$/i

function readCount(of: (typeof COUNT_FIELDS)[number], field: FieldToken, value: string): Query {
  const [, whole, tenth = '0', thousand] = NUMBER.exec(value.replace(/,(?=\d{3}(?!\d))/g, '')) ?? []
  const operator = OPERATORS.find(each => each === (field.operator || '='))
  if (whole === undefined || !operator || (tenth !== '0' && !thousand)) {
    throw new QueryError(
      `“${field.text.trim()}${value}” at character ${field.at} needs a whole number. ${exampleOf(of)}`,
    )
  }
  const number = Number(`${whole}.${tenth}`) * (thousand ? 1000 : 1)
  return { kind: 'count', of, operator, value: Math.round(number) }
}
