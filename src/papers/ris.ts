import { withoutClass } from './arxiv-id.ts'
import { arxivUrl, type Paper } from './paper.ts'

/** Names that end so belong to a group, not to a person. */
const GROUP = /\b(?:team|collaboration|consortium|group|lab|labs|initiative|community)$/i
const SUFFIX = /^(?:jr\.?|sr\.?|i{1,3}|iv)$/i
/** `van der`, `de la`: words in small letters before a last name belong to it. */
const PARTICLE = /^\p{Ll}[\p{Ll}'’]*$/u
/** Words that some write with a capital before a small particle: `Van der Berg`. */
const CAPITAL_PARTICLE = /^(?:van|von|de|del|della|dos|da)$/i

/** `Ludwig van Beethoven` as `van Beethoven, Ludwig`. */
function lastNameFirst(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  if (words.length < 2 || name.includes(',') || GROUP.test(name)) return words.join(' ').replaceAll(',', '')
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? words.pop() : undefined
  let start = words.length - 1
  while (start > 1 && PARTICLE.test(words[start - 1] ?? '')) start--
  const hasParticle = start < words.length - 1
  if (hasParticle && start > 1 && CAPITAL_PARTICLE.test(words[start - 1] ?? '')) start--
  const parts = [words.slice(start).join(' '), words.slice(0, start).join(' '), suffix]
  return parts.filter(Boolean).join(', ')
}

/** A line that looks like a tag would begin another field; `\s` doesn’t match all line ends, such as U+0085. */
const onOneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** A paper as RIS, a line a field: en.wikipedia.org/wiki/RIS_(file_format). Every author is a line of their own. */
export function ris(paper: Paper): string {
  const published = new Date(paper.publishedAt)
  const day = Number.isNaN(published.getTime()) ? '' : published.toISOString().slice(0, 10)
  const fields: [string, string | undefined][] = [
    // Reference managers have no type for preprints, and export them as unpublished works.
    ['TY', 'UNPB'],
    ['TI', paper.title],
    ...paper.authors.map((author): [string, string] => ['AU', lastNameFirst(author)]),
    ['PY', day.slice(0, 4)],
    ['DA', day.replaceAll('-', '/')],
    ['AB', paper.abstract],
    ...paper.keywords.map((keyword): [string, string] => ['KW', keyword]),
    ['PB', 'arXiv'],
    ['AN', `arXiv:${paper.id}`],
    ['DO', `10.48550/arXiv.${withoutClass(paper.id)}`],
    ['UR', arxivUrl(paper.id)],
  ]
  const lines = fields
    .map(([tag, value]) => [tag, onOneLine(value ?? '')] as const)
    .filter(([, value]) => value)
    .map(([tag, value]) => `${tag}  - ${value}`)
  return [...lines, 'ER  - '].join('\r\n')
}
