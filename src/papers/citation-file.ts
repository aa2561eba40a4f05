import { bibtex, bibtexKey } from './bibtex.ts'
import type { Paper } from './paper.ts'
import { ris } from './ris.ts'

export type CitationFormat = 'bibtex' | 'ris'

/** How each format is called, and what its files end in. */
export const CITATION_FORMATS = {
  bibtex: { name: 'BibTeX', ending: 'bib' },
  ris: { name: 'RIS', ending: 'ris' },
} as const satisfies Record<CitationFormat, { name: string; ending: string }>

/** Papers as BibTeX; where several would have the same key, the later ones get `b`, `c` … or a number behind it. */
function bibtexOf(papers: readonly Paper[]): string {
  const uses = new Map<string, number>()
  const entries = papers.map(paper => {
    const key = bibtexKey(paper)
    const earlier = uses.get(key) ?? 0
    uses.set(key, earlier + 1)
    const suffix = earlier === 0 ? '' : (ALPHABET[earlier] ?? `-${earlier + 1}`)
    return bibtex(paper, { key: `${key}${suffix}`, maxAuthors: Number.POSITIVE_INFINITY })
  })
  return `${entries.join('\n\n')}\n`
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/** Papers as one file for a reference manager. @param day YYYY-MM-DD, for its name */
export function citationFile(papers: readonly Paper[], format: CitationFormat, day: string) {
  const text = format === 'bibtex' ? bibtexOf(papers) : `${papers.map(ris).join('\r\n\r\n')}\r\n`
  return { name: `papers-${day}.${CITATION_FORMATS[format].ending}`, text }
}
