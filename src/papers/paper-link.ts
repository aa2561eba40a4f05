import { ARXIV_ID, ARXIV_VERSION } from './arxiv-id.ts'

/** What stands before an id in a link to the paper, or where someone names it. */
const BEFORE = [
  String.raw`(?:https?:\/\/)?(?:[a-z\d]+\.)*arxiv\.org\/(?:abs|pdf|html|format|ps|src|e-print)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?ar5iv\.org\/(?:abs|html|pdf)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/papers\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?alphaxiv\.org\/(?:[a-z]{2}\/)?(?:abs|pdf|overview|html)\/`,
  String.raw`(?:(?:https?:\/\/)?(?:(?:dx|www)\.)?doi\.org\/)?(?:doi:\s*)?10\.48550\/arxiv\.`,
  String.raw`arxiv(?:\s*:)?\s*`,
].join('|')

/** Not within a longer word or number. The full stop may end a sentence or begin `.pdf`. */
const PAPER = new RegExp(
  String.raw`(?<![a-z\d./-])(?:${BEFORE})?(${ARXIV_ID})(?:${ARXIV_VERSION})?(?![a-z\d]|\.\d)`,
  'gi',
)

/** What ends a link: a query or fragment, Slack's label, punctuation. Each begins otherwise, so no text takes long to refuse. */
const AFTER = String.raw`(?:[?#][^\s|]*(?:\|[^>]*>\S*)?\s*|(?:\|[^>]*>)?[\s>)"'”’»\].,;!*_\x60]*)`

/** What stands after the id where arXiv prints it: ` [cs.CL] 2 Jan 2024`. */
const STAMP = String.raw`(?:\s*\[[a-z-]+(?:\.[a-z-]+)?\](?:\s+\d{1,2}\s+[a-z]{3}\s+\d{4})?)?`

/** The whole of what someone typed, with what may stand around an id or a link. */
const WHOLE = new RegExp(
  String.raw`^[\s<("'“‘«[*_\x60]*(?:${BEFORE})?(${ARXIV_ID})(?:${ARXIV_VERSION})?(?:\.pdf)?\/?${STAMP}${AFTER}$`,
  'i',
)

/** Old ids begin in lower case, and their subject class is in capitals: `math.GT/0309136`. */
function tidy(id: string): string {
  const [, archive = '', subject = '', number = ''] = /^([a-z-]+)(\.[a-z]{2})?(\/\d{7})$/i.exec(id) ?? []
  return number ? `${archive.toLowerCase()}${subject.toUpperCase()}${number}` : id
}

/**
 * The arXiv id, without version, of the one paper that a text names: by an id, or a link to arXiv, Hugging Face, alphaXiv or
 * a DOI of arXiv's. Undefined for anything else.
 */
export function paperIdOf(text: string): string | undefined {
  const [, id] = WHOLE.exec(text) ?? []
  return id && tidy(id)
}

/** All papers linked or named in a text, by their arXiv ids without version, in order, each once. */
export function paperIdsIn(text: string, limit = 25): string[] {
  const ids = new Set([...text.matchAll(PAPER)].map(([, id = '']) => tidy(id)))
  return [...ids].slice(0, limit)
}
