import type { Paper } from '../../papers/paper.ts'
import { joinedStems, tokenize } from '../../text/tokenizer.ts'

/** The parts of a paper that words are looked for in, most telling first. */
export const FIELDS = ['title', 'keywords', 'authors', 'organization', 'abstract'] as const
export type Field = (typeof FIELDS)[number]

/** Stands between the items of a list, and before what a text has besides its words: no phrase reaches over it. */
export const GAP = '¶'

/**
 * A word as it is written, where that differs from its stem. Marked, for it may be the stem of another word: `parameter` is
 * that of `parameterized`, and its own is `paramet`.
 */
export const asWritten = (plain: string): string => `-${plain}`

/** A paper's texts as they are looked through, whichever index does it: each field's tokens, in order. */
export type Document = Readonly<Record<Field, readonly string[]>>

/** What stands above a paper's abstract. */
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
 * The tokens of a field: the stems of its words, in order; then, each once, words as they are written, so that `diffusi*`
 * finds them by how they begin; and what hyphenated words are as one, each by itself, for no phrase reaches over those.
 */
function tokensOf(texts: readonly string[]): string[] {
  const tokens: string[] = []
  const besides = new Set<string>()
  const joined = new Set<string>()
  texts.forEach((text, index) => {
    if (index > 0) tokens.push(GAP)
    const words = tokenize(text)
    for (const { plain, stem } of words) {
      tokens.push(stem)
      if (plain !== stem) besides.add(asWritten(plain))
    }
    for (const stem of joinedStems(words)) joined.add(stem)
  })
  if (besides.size > 0) tokens.push(GAP, ...besides)
  for (const stem of joined) tokens.push(GAP, stem)
  return tokens
}

/** The tokens of a paper's head; its abstract is left empty, for most of the work would be that. */
export const headingDocument = (head: PaperHeading): Document => ({
  title: tokensOf(TEXTS.title(head)),
  keywords: tokensOf(TEXTS.keywords(head)),
  authors: tokensOf(TEXTS.authors(head)),
  organization: tokensOf(TEXTS.organization(head)),
  abstract: [],
})

export const documentOf = (paper: Paper): Document => ({
  ...headingDocument(paper),
  abstract: tokensOf(TEXTS.abstract(paper)),
})

/** What can be asked of a paper besides words. */
export const FEATURES = ['code', 'project', 'summary'] as const
export type Feature = (typeof FEATURES)[number]

const FEATURE_TESTS: Record<Feature, (paper: Paper) => boolean> = {
  code: paper => Boolean(paper.codeUrl),
  project: paper => Boolean(paper.projectUrl),
  summary: paper => Boolean(paper.summary),
}

export const hasFeature = (paper: Paper, feature: Feature): boolean => FEATURE_TESTS[feature](paper)
