import { type Hit, type PaperIndex, TooBroadError } from '../ports/paper-index.ts'
import { wholeText } from '../text/format.ts'
import { askAll } from './ask-all.ts'
import type { Prefix, Query, Words } from './query/query.ts'
import { rankHits, type SearchRanking } from './rank-hits.ts'
import { findRelaxed, type RelaxedSettings, relax } from './relaxed.ts'
import { termsOf } from './relevance.ts'
import type { OtherForm } from './short-forms.ts'

/** A paper that doesn't match the query as typed, and why it is a result nevertheless. */
export interface BroaderHit {
  hit: Pick<Hit, 'key'>
  /** What was searched for instead. */
  terms: readonly (Words | Prefix)[]
  /**
   * The other form of a name, which the paper has: `RL: reinforcement learning`. If it is missing, the paper has some of the terms.
   */
  form?: string
}

export interface Broader {
  hits: BroaderHit[]
  /** Says that not all words match, in a sentence or two for above the results. */
  lead?: string
}

interface Context {
  index: PaperIndex
  ranking: SearchRanking
  relaxed: RelaxedSettings
  /** YYYY-MM-DD, by UTC. */
  today: string
  pageSize: number
  /** How many results there are up to the end of the page that was asked for. */
  shown: number
  /** Whether there is a corrected query, which finds more: with its mistyped word, some of the words would be the wrong ones. */
  isCorrected: boolean
  onCutOff(): void
  /** See `findForms`. */
  forms: readonly FormHits<OtherForm>[]
}

/** Another form of a query, and the papers that match it, newest first. */
export interface FormHits<Form> {
  form: Form
  found: readonly Hit[]
  /** The first paper beyond them, if there are more. */
  next: Hit | undefined
}

/** The most papers that have some of the words. Further ones have little to do with the query. */
const MAX_RELAXED = 50

/** The papers that match other forms of a query, at most `cap` for each. Those that the index has no time for are missing. */
export async function findForms<Form extends { query: Query }>(
  forms: readonly Form[],
  { index, today, cap, onCutOff }: Pick<Context, 'index' | 'today' | 'onCutOff'> & { cap: number },
): Promise<FormHits<Form>[]> {
  const found = await askAll(
    forms.map(async form => {
      const found = await index.find(form.query, { today, limit: cap + 1 })
      return { form, found: found.slice(0, cap), next: found[cap] }
    }),
  )
  if (found.length < forms.length) onCutOff()
  return found
}

/**
 * What follows the papers that match a query: those with the other form of a name in it, and if all of these fill less than a page,
 * those with some of its words, best first.
 * @param exact the keys of the papers that match
 */
export async function broaden(query: Query, exact: readonly number[], context: Context): Promise<Broader> {
  const { index, today, pageSize, shown, isCorrected, onCutOff, forms } = context
  const seen = new Set(exact)
  const hits: BroaderHit[] = []

  async function addForms(): Promise<void> {
    for (const { form, found } of forms) {
      const unseen = found.filter(({ key }) => !seen.has(key))
      // Ranking takes as long as finding, and most people look at the first page only.
      const isShown = exact.length + hits.length < shown
      for (const hit of isShown ? await rankHits(form.query, unseen, context) : unseen) {
        seen.add(hit.key)
        hits.push({ hit, terms: termsOf(form.query), form: form.reason })
      }
    }
  }

  async function addRelaxed(): Promise<boolean> {
    const relaxed = relax(query)
    if (!relaxed) return false
    const scored = await findRelaxed(relaxed, context.relaxed, { index, today, onCutOff })
    const best = scored.filter(({ key }) => !seen.has(key)).slice(0, MAX_RELAXED)
    for (const { key } of best) hits.push({ hit: { key }, terms: relaxed.words })
    return best.length > 0
  }

  try {
    await addForms()
  } catch (error) {
    if (!(error instanceof TooBroadError)) throw error
    onCutOff()
  }
  const whole = exact.length + hits.length
  if (isCorrected || whole >= pageSize || !(await addRelaxed())) return { hits }
  return { hits, lead: leadFor(whole) }
}

function leadFor(matching: number): string {
  if (matching === 0) return 'No paper matches all words. These match some of them.'
  return `${wholeText(matching)} ${matching === 1 ? 'paper matches' : 'papers match'} all words. Then: papers that match some.`
}
