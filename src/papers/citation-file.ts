import { bibtex, bibtexKey } from './bibtex.ts'
import type { Paper } from './paper.ts'
import { ris } from './ris.ts'

export type CitationFormat = 'bibtex' | 'ris'

/** How each format is called, and what its files end in. */
export const CITATION_FORMATS = {
  bibtex: { name: 'BibTeX', ending: 'bib' },
  ris: { name: 'RIS', ending: 'ris' },
} as const satisfies Record<CitationFormat, { name: string; ending: string }>

/** Papers as BibTeX; where several would have the same key, the later ones get a number, `dupont2026agents-2`. */
function bibtexOf(papers: readonly Paper[]): string {
  const uses = new Map<string, number>()
  const entries = papers.map(paper => {
    const key = bibtexKey(paper)
    const use = (uses.get(key) ?? 0) + 1
    uses.set(key, use)
    // Keys have no dash of their own, so a numbered one can't be another paper's.
    return bibtex(paper, { key: use === 1 ? key : `${key}-${use}`, maxAuthors: Number.POSITIVE_INFINITY })
  })
  return `${entries.join('\n\n')}\n`
}

/** Papers as one file for a reference manager. @param named the day or days in its name */
export function citationFile(papers: readonly Paper[], format: CitationFormat, named: string) {
  const text = format === 'bibtex' ? bibtexOf(papers) : `${papers.map(ris).join('\r\n\r\n')}\r\n`
  return { name: `papers-${named}.${CITATION_FORMATS[format].ending}`, text }
}
