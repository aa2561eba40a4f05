import type { Paper } from './paper.ts'

/** Words without case, accents and plural s: `Modèles` → `modele`. Hyphens and other marks part words. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}+#]+/gu) ?? []).map(word => word.replace(/(?<=[a-z]{2}[^s])s$/, ''))
}

/** The parts of a paper that words are looked for in, most telling first. */
export const TEXT_PARTS = ['title', 'keywords', 'authors', 'organisation', 'abstract'] as const
export type TextPart = (typeof TEXT_PARTS)[number]

const TEXTS: Record<TextPart, (paper: Paper) => string> = {
  title: ({ title }) => title,
  keywords: ({ keywords }) => keywords.join(' '),
  authors: ({ authors }) => authors.join(' '),
  organisation: ({ organization }) => organization ?? '',
  abstract: ({ abstract }) => abstract,
}

const known = new WeakMap<Paper, Map<string, TextPart>>()

/** Every word of a paper, with the most telling part that it stands in. Worked out once for each paper. */
export function vocabulary(paper: Paper): ReadonlyMap<string, TextPart> {
  let words = known.get(paper)
  if (!words) {
    words = new Map()
    for (const part of TEXT_PARTS) {
      for (const word of wordsOf(TEXTS[part](paper))) if (!words.has(word)) words.set(word, part)
    }
    known.set(paper, words)
  }
  return words
}
