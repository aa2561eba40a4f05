import type { Paper } from '../../../src/papers/paper.ts'
import type { ShortForm } from '../../../src/ports/paper-index.ts'
import type { PaperSearch } from '../../../src/search/search.ts'
import { formKey, introducedForms } from '../../../src/search/short-forms.ts'

/** As many results as there are. */
const ALL = 10_000
const GOAL = 0.75

/** The short forms that so many of these papers introduce, most frequent first, whatever else they stand for. */
export function frequentForms(papers: readonly Paper[], least: number, count: number): ShortForm[] {
  const forms = new Map<string, ShortForm>()
  for (const { title, abstract } of papers) {
    for (const form of introducedForms(`${title}. ${abstract}`)) {
      const key = `${formKey(form.short)} = ${formKey(form.long)}`
      forms.set(key, { ...form, papers: (forms.get(key)?.papers ?? 0) + 1 })
    }
  }
  return [...forms.values()]
    .filter(({ papers }) => papers >= least)
    .sort((a, b) => b.papers - a.papers)
    .slice(0, count)
}

async function idsOf(search: PaperSearch, query: string): Promise<Set<string>> {
  const page = await search.search(query, { page: 1, pageSize: ALL })
  if (!page.ok) throw new Error(`${query}: ${page.problem}`)
  return new Set(page.found.map(({ found }) => found.paper.id))
}

/** Which part of the papers that have only the other form is found, mean over the forms. */
export async function benchForms(search: PaperSearch, forms: readonly ShortForm[]): Promise<string[]> {
  const lines: string[] = []
  const directions = {
    'short form': ({ short, long }: ShortForm) => [short, `"${long}" -${short}`],
    'long form': ({ short, long }: ShortForm) => [long, `${short} -"${long}"`],
  } as const
  for (const [kind, queriesOf] of Object.entries(directions)) {
    const recalls: number[] = []
    for (const form of forms) {
      const [query = '', wanted = ''] = queriesOf(form)
      const relevant = await idsOf(search, `${wanted} sort:new`)
      if (relevant.size === 0) continue
      const found = await idsOf(search, query)
      recalls.push(relevant.intersection(found).size / relevant.size)
    }
    const recall = recalls.reduce((sum, each) => sum + each, 0) / recalls.length
    lines.push(
      `${`${kind} (${recalls.length})`.padEnd(36)} recall of papers with the other one ${recall.toFixed(2)}  ≥ ${GOAL}: ${recall >= GOAL ? 'met' : 'missed'}`,
    )
  }
  return lines
}
