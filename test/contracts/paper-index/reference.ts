import { stemmer } from 'stemmer'
import type { FoundPaper } from '../../../src/papers/paper.ts'
import type { Query, Since } from '../../../src/search/query/query.ts'

/**
 * A reference implementation of matching, as simple as possible: no index, every text is scanned. It shares only the syntax tree
 * with the code that it checks.
 */
export function accepts(query: Query, found: FoundPaper, today: string): boolean {
  const { paper, counts } = found
  switch (query.kind) {
    case 'everything':
      return true
    case 'and':
      return query.parts.every(part => accepts(part, found, today))
    case 'or':
      return query.parts.some(part => accepts(part, found, today))
    case 'not':
      return !accepts(query.part, found, today)
    case 'words': {
      const asOne = query.stems.length === 1 ? query.stems[0] : query.joined
      return textsOf(found, query.field).some(
        ({ stems, joined }) =>
          holds(stems, query.stems) ||
          (asOne !== undefined && (stems.includes(asOne) || joined.includes(asOne))),
      )
    }
    case 'prefix':
      return textsOf(found, query.field).some(({ plain, stems, joined }) => {
        const begins = (token: string) => token.startsWith(query.prefix)
        const after = stems.some(
          (token, at) =>
            (begins(token) || (query.stems.length > 0 && token === stemOf(query.prefix))) &&
            query.stems.every((each, place) => stems[at - query.stems.length + place] === each),
        )
        return after || (query.stems.length === 0 && (plain.some(begins) || joined.some(begins)))
      })
    case 'near':
      throw new Error('nobody types it')
    case 'category':
      return (paper.categories ?? []).some(name => `${name.toLowerCase()}.`.startsWith(`${query.category}.`))
    case 'has':
      return Boolean(
        { code: paper.codeUrl, project: paper.projectUrl, summary: paper.summary }[query.feature],
      )
    case 'source':
      return paper.sources?.includes(query.source) === true
    case 'count': {
      const count = counts?.[query.of] ?? 0
      const { value } = query
      return {
        '>': count > value,
        '<': count < value,
        '>=': count >= value,
        '<=': count <= value,
        '=': count === value,
      }[query.operator]
    }
    case 'since':
      return Date.parse(paper.day) >= dayAt(query.day, today)
    case 'until':
      return Date.parse(paper.day) <= dayAt(query.day, today)
    case 'id':
      return paper.id === query.id
  }
}

const DAY_MS = 86_400_000

function dayAt(day: Since['day'], today: string): number {
  if (typeof day === 'string') return Date.parse(day)
  if (typeof day === 'number') return Date.parse(today) - day * DAY_MS
  let at = Date.parse(today) - DAY_MS
  while (new Date(at).getUTCDay() !== day.weekday % 7) at -= DAY_MS
  return at
}

interface Token {
  plain: string
  stem: string
  /** Whether only a hyphen or the like separates it from the previous token. */
  joins: boolean
}

/** A tokenized text. */
interface Reading {
  plain: readonly string[]
  stems: readonly string[]
  joined: readonly string[]
}

function textsOf({ paper }: FoundPaper, field?: string): Reading[] {
  const texts: Record<string, readonly string[]> = {
    title: [paper.title],
    keywords: paper.keywords,
    authors: paper.authors,
    organization: paper.organization ? [paper.organization] : [],
    abstract: [paper.abstract],
  }
  return (field ? (texts[field] ?? []) : Object.values(texts).flat()).map(text => {
    const known = readings.get(text) ?? readingOf(text)
    readings.set(text, known)
    return known
  })
}

/** Cached because thousands of queries run over the same texts. */
const readings = new Map<string, Reading>()

function readingOf(text: string): Reading {
  const tokens = read(text)
  return {
    plain: tokens.map(({ plain }) => plain),
    stems: tokens.map(({ stem }) => stem),
    joined: joinedIn(tokens),
  }
}

const SPELT: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Reads a text a character at a time. */
function read(text: string): Token[] {
  const tokens: Token[] = []
  let word = ''
  let between = ' '
  const end = (): void => {
    const plain = word.slice(0, 64)
    if (plain !== '' && !(plain === 's' && /^['’]$/.test(between))) {
      const written = spelt(plain)
      tokens.push({
        plain: written,
        stem: stemOf(written),
        joins: /^[-‐‑–./_'’]$/u.test(between) && tokens.length > 0,
      })
      between = ''
    } else if (plain !== '') between += plain
    word = ''
  }
  const characters = [...text]
  characters.forEach((character, at) => {
    const next = characters[at + 1] ?? ''
    const isPlus = character === '+' && (next === '+' || word.endsWith('+'))
    const isSharp = character === '#' && !/[\p{L}\p{N}]/u.test(next)
    if (IDEOGRAPH.test(character)) {
      end()
      word = character
      end()
    } else if (word.endsWith('++') || word.endsWith('#')) {
      end()
      if (/[\p{L}\p{M}\p{N}]/u.test(character)) word = character
      else between += character
    } else if (/[\p{L}\p{M}\p{N}]/u.test(character) || (word !== '' && (isPlus || isSharp))) {
      word += character
    } else {
      end()
      between += character
    }
  })
  end()
  return tokens
}

const spelt = (word: string): string =>
  [...word.normalize('NFKD').toLowerCase()]
    .filter(character => /[\p{L}\p{N}+#]/u.test(character))
    .map(character => SPELT[character] ?? character)
    .join('')

const stemOf = (plain: string): string => (/^[a-z]{3,}$/.test(plain) ? stemmer(plain) : plain)

const holds = (tokens: readonly string[], [first, ...others]: readonly string[]): boolean =>
  first !== undefined &&
  tokens.includes(first) &&
  tokens.some(
    (token, at) => token === first && others.every((each, place) => tokens[at + 1 + place] === each),
  )

/** Joined forms of hyphenated words of up to four parts, and of their runs of parts. */
function joinedIn(tokens: readonly Token[]): string[] {
  const names: Token[][] = []
  for (const token of tokens) {
    if (token.joins) names.at(-1)?.push(token)
    else names.push([token])
  }
  return names
    .filter(({ length }) => length > 1 && length <= 4)
    .flatMap(name =>
      name.flatMap((_, from) =>
        name.slice(from + 1).map((_each, more) =>
          stemOf(
            name
              .slice(from, from + more + 2)
              .map(({ plain }) => plain)
              .join('')
              .slice(0, 64),
          ),
        ),
      ),
    )
}
