import { ARCHIVE_BEFORE_ID, ARXIV_ID, ARXIV_VERSION } from './arxiv-id.ts'

/** What may come before an id: a link to the paper, a DOI, or `arXiv:`; each may be followed by an archive. */
const PREFIXES = [
  String.raw`(?:(?:https?:)?\/\/)?(?:(?:[a-z\d]+\.)*arxiv\.org|xxx\.lanl\.gov)\/(?:abs|pdf|html|format|ps|src|e-print)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?ar5iv\.org\/(?:abs|html|pdf)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/papers\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?alphaxiv\.org\/(?:[a-z]{2}\/)?(?:abs|pdf|overview|html)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?(?:semanticscholar\.org|papers\.cool)\/arxiv\/`,
  String.raw`(?:(?:https?:\/\/)?(?:(?:dx|www)\.)?doi\.org\/)?(?:doi:\s*)?10\.48550\/arxiv\.`,
  String.raw`arxiv(?:\s{0,3}:|[._#-])?\s{0,3}`,
].join('|')
const BEFORE = `(?:${PREFIXES})?(?:${ARCHIVE_BEFORE_ID})?`

/** Not within a longer word or number; a link may be within another one. The full stop may end a sentence or begin `.pdf`. */
const PAPER = new RegExp(
  String.raw`(?:(?<![a-z\d./-])|(?=https?:\/\/))${BEFORE}(${ARXIV_ID})(?:${ARXIV_VERSION})?(?![a-z\d]|\.\d)`,
  'gi',
)

/** The end of a link: query or fragment, Slack's label, punctuation. Each begins differently, so there is no slow backtracking. */
const AFTER = String.raw`(?:[?#][^\s|]*(?:\|[^>]*>\S*)?\s*|(?:\|[^>]*>)?[\s>)"'”’»\].,;!*_\x60]*)`

/** What arXiv prints after an id: ` [cs.CL] 2 Jan 2024`. */
const STAMP = String.raw`(?:\s*\[[a-z-]+(?:\.[a-z-]+)?\](?:\s+\d{1,2}\s+[a-z]{3}\s+\d{4})?)?`

/** All of what someone typed: an id or a link, with brackets, quotes or punctuation around it. */
const WHOLE = new RegExp(
  String.raw`^[\s<("'“‘«[*_\x60]*${BEFORE}(${ARXIV_ID})(?:${ARXIV_VERSION})?(?:\.pdf)?\/?${STAMP}${AFTER}$`,
  'i',
)

/** The usual capitals of an old id: `math.GT/0309136`. */
function normalise(id: string): string {
  const [, archive = '', subject = '', number = ''] = /^([a-z-]+)(\.[a-z]{2})?(\/\d{7})$/i.exec(id) ?? []
  return number ? `${archive.toLowerCase()}${subject.toUpperCase()}${number}` : id
}

/**
 * The arXiv id, without version, if a text is exactly one id or one link to a paper (arXiv, Hugging Face, alphaXiv, ar5iv, or
 * arXiv's DOI). Otherwise undefined. What a person typed has to be folded first (text/typed.ts).
 */
export function paperIdOf(text: string): string | undefined {
  const [, id] = WHOLE.exec(text) ?? []
  return id && normalise(id)
}

/** The one paper that a text links to or names, among whatever other words. Undefined if it names none, or several. */
export function onlyPaperIdIn(text: string): string | undefined {
  const [id, ...others] = paperIdsIn(text, 2)
  return paperIdOf(text) ?? (others.length === 0 ? id : undefined)
}

/** The paper that someone searches for by its id or its link, instead of by words. */
export const paperIdInQuery = (query: string): string | undefined =>
  paperIdOf(query) ?? (query.includes('://') ? onlyPaperIdIn(query) : undefined)

/** The papers of a text that is several of their ids or links, and nothing else; none of any other text. */
export function onlyPaperIdsIn(text: string): string[] {
  const words = text.split(/[\s,;&]+/).filter(word => word !== '' && !/^(?:and|or|vs)$/i.test(word))
  const ids = words.flatMap(word => paperIdOf(word) ?? [])
  return words.length > 1 && ids.length === words.length ? [...new Set(ids)] : []
}

/** Links within the links of mail programs and other sites, which encode them: `…?url=https%3A%2F%2Farxiv.org%2Fabs%2F2401.00010`. */
const withoutEncoding = (text: string): string => text.replace(/%3a/gi, ':').replace(/%2f/gi, '/')

/** The arXiv ids, without version, of all papers linked or named in a text: in order, each once. */
export function paperIdsIn(text: string, limit = 25): string[] {
  const ids = new Set([...withoutEncoding(text).matchAll(PAPER)].map(([, id = '']) => normalise(id)))
  return [...ids].slice(0, limit)
}
