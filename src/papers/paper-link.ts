/** arXiv ids of both styles, such as 2401.00010 and cs/0601001, perhaps with a version. */
const ID = String.raw`(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?\/\d{7})`

/** What comes before an id in a link, or where someone names it. */
const BEFORE = [
  String.raw`(?:https?:\/\/)?(?:[a-z]+\.)*arxiv\.org\/(?:abs|pdf|html|format|ps|src|e-print)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?ar5iv\.org\/(?:abs|html|pdf)\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/papers\/`,
  String.raw`(?:https?:\/\/)?(?:www\.)?alphaxiv\.org\/(?:abs|pdf|overview|html)\/`,
  String.raw`(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/)?(?:doi:\s*)?10\.48550\/arxiv\.`,
  String.raw`arxiv\s*:\s*`,
].join('|')

const NAMED = new RegExp(String.raw`(?<![\w.])(?:${BEFORE})?(?<id>${ID})(?:v\d{1,3})?(?![\w])(?!\.\d)`, 'gi')

/** All papers linked or named in a text, by their arXiv ids without version, in order, each once. */
export function paperIdsIn(text: string, limit = 25): string[] {
  const ids = new Set<string>()
  for (const { groups } of text.matchAll(NAMED)) {
    if (groups?.['id']) ids.add(groups['id'])
    if (ids.size >= limit) break
  }
  return [...ids]
}
export const paperIdOf = (text: string): string | undefined => (/\s/.test(text.trim()) ? undefined : paperIdsIn(text, 1)[0])
