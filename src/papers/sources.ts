/** The sources that list each day's papers, by the names that people type in `source:`. */
export const SOURCE_NAMES = ['huggingface', 'arxiv'] as const
export type SourceName = (typeof SOURCE_NAMES)[number]

/** How messages call them. */
export const SOURCE_TITLES: Readonly<Record<SourceName, string>> = {
  huggingface: 'Hugging Face',
  arxiv: 'arXiv',
}

/** The source whose readers vote; the lists of the others have no counts. */
export const VOTED_SOURCE = 'huggingface' satisfies SourceName
