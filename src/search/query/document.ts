import type { Paper } from '../../papers/paper.ts'
import { indexedWords } from '../../text/tokenizer.ts'

/** The searchable fields of a paper, most important first. */
export const FIELDS = ['title', 'keywords', 'authors', 'organization', 'abstract'] as const
export type Field = (typeof FIELDS)[number]

/** Separates the items of a list, and the stems of a text from its extra tokens, so that no phrase matches across it. */
export const GAP = '¶'

/**
 * The token of a word's unstemmed form, where that differs from its stem. It is marked with a hyphen because it may be the
 * stem of another word: `parameter` is the stem of `parameterized`, while its own stem is `paramet`.
 */
export const asWritten = (plain: string): string => `-${plain}`

/** A paper as every index sees it: the tokens of each field, in order. */
export type Document = Readonly<Record<Field, readonly string[]>>

/** A paper's fields without its abstract. */
export type PaperHeading = Pick<Paper, Exclude<Field, 'abstract'>>

const TEXTS = {
  title: ({ title }: PaperHeading) => [title],
  keywords: ({ keywords }: PaperHeading) => keywords,
  authors: ({ authors }: PaperHeading) => authors,
  organization: ({ organization }: PaperHeading) => (organization ? [organization] : []),
  abstract: ({ abstract }: Paper) => [abstract],
} satisfies Record<Field, (paper: Paper) => readonly string[]>

export const textsOf = (paper: Paper, field: Field): readonly string[] => TEXTS[field](paper)

/**
 * The tokens of a field: the stems of its words, in order; then each unstemmed form once, in American spelling too, so that `diffusi*`
 * finds it by its prefix; then the joined forms of hyphenated words, each behind a gap because they are part of no phrase.
 * @param seen receives the words as they are written, without case and accents
 */
function tokensOf(texts: readonly string[], seen?: Set<string>): string[] {
  const tokens: string[] = []
  const unstemmed = new Set<string>()
  const joined = new Set<string>()
  texts.forEach((text, index) => {
    if (index > 0) tokens.push(GAP)
    const { words, joined: names } = indexedWords(text)
    for (const { plain, american, stem } of words) {
      tokens.push(stem)
      if (plain !== stem) unstemmed.add(plain)
      if (american !== stem) unstemmed.add(american)
      seen?.add(plain)
    }
    for (const stem of names) joined.add(stem)
  })
  if (unstemmed.size > 0) tokens.push(GAP)
  for (const plain of unstemmed) tokens.push(asWritten(plain))
  for (const stem of joined) tokens.push(GAP, stem)
  return tokens
}

/**
 * The tokens of a paper's heading. The abstract is left empty because tokenizing it would be most of the work.
 * @param seen receives the words of its title, keywords and authors
 */
export const headingDocument = (heading: PaperHeading, seen?: Set<string>): Document => ({
  title: tokensOf(TEXTS.title(heading), seen),
  keywords: tokensOf(TEXTS.keywords(heading), seen),
  authors: tokensOf(TEXTS.authors(heading), seen),
  organization: tokensOf(TEXTS.organization(heading)),
  abstract: [],
})

/** The same, but fields are left empty where their texts aren't needed. */
export function neededDocument(
  heading: PaperHeading,
  isNeeded: (texts: readonly string[]) => boolean,
): Document {
  const needed = (texts: readonly string[]): string[] => (isNeeded(texts) ? tokensOf(texts) : [])
  return {
    title: needed(TEXTS.title(heading)),
    keywords: needed(TEXTS.keywords(heading)),
    authors: needed(TEXTS.authors(heading)),
    organization: needed(TEXTS.organization(heading)),
    abstract: [],
  }
}

/** @param seen see `headingDocument` */
export const documentOf = (paper: Paper, seen?: Set<string>): Document => ({
  ...headingDocument(paper, seen),
  abstract: tokensOf(TEXTS.abstract(paper)),
})

/** The values of `has:`. */
export const FEATURES = ['code', 'project', 'summary'] as const
export type Feature = (typeof FEATURES)[number]

const FEATURE_TESTS: Record<Feature, (paper: Paper) => boolean> = {
  code: paper => Boolean(paper.codeUrl),
  project: paper => Boolean(paper.projectUrl),
  summary: paper => Boolean(paper.summary),
}

export const hasFeature = (paper: Paper, feature: Feature): boolean => FEATURE_TESTS[feature](paper)
