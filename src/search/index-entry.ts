import type { Paper } from '../papers/paper.ts'
import type { FieldTexts, FormEntry, IndexEntry } from '../ports/index-entry.ts'
import { documentOf, headingDocument } from './query/document.ts'
import { formKey, introducedForms } from './short-forms.ts'

/** @param seen see `documentOf` */
export function fieldTextsOf(paper: Paper, seen?: Set<string>): FieldTexts {
  const { title, keywords, authors, organization, abstract } = documentOf(paper, seen)
  return {
    title: title.join(' '),
    keywords: keywords.join(' '),
    authors: authors.join(' '),
    organization: organization.join(' '),
    abstract: abstract.join(' '),
  }
}

export function headingWords(paper: Paper): string[] {
  const words = new Set<string>()
  headingDocument(paper, words)
  return [...words]
}

export function formsOf({ title, abstract }: Paper): FormEntry[] {
  const forms = new Map<string, FormEntry>()
  for (const { short, long } of introducedForms(`${title}. ${abstract}`)) {
    const [shortKey, longKey] = [formKey(short), formKey(long)]
    const key = JSON.stringify([shortKey, longKey])
    if (!forms.has(key)) forms.set(key, [shortKey, longKey, short, long])
  }
  return [...forms.values()]
}

export function indexEntryOf(paper: Paper): IndexEntry {
  const words = new Set<string>()
  return { fields: fieldTextsOf(paper, words), words: [...words], forms: formsOf(paper) }
}
