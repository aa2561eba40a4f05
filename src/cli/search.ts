import { describeTerminal } from '../../adapters/preview/describe-terminal.ts'
import { renderDigest } from '../../adapters/preview/render-digest.ts'
import { settingsFrom } from '../../config/settings.ts'
import { composeList } from '../digests/compose-list.ts'
import { createSource, thisProcess, VERSION } from '../main.ts'
import { paperUrl } from '../papers/paper.ts'
import { createRemote } from '../search/remote-search.ts'
import { createSearch, type Found, type PaperSearch, type SearchPage } from '../search/search.ts'
import { wholeText } from '../text/format.ts'
import { dayAt } from '../time/days.ts'
import { type Work, withStore } from './with-store.ts'

export interface SearchOptions {
  papers: number
  page: number
  local?: boolean
  json?: boolean
}

function searchOn({ env, store, log }: Work, isLocal: boolean): PaperSearch {
  const { clock } = thisProcess
  const settings = settingsFrom(env, VERSION)
  const source = createSource(env, { clock, log })
  const remote = createRemote({ source, papers: store.papers, clock, log, settings: settings.remote })
  return createSearch({
    index: store.index,
    clock,
    settings: settings.search,
    remote: isLocal || env.REMOTE_SEARCH === 'off' ? undefined : remote,
  })
}

const asData = ({ found: { paper, counts }, reason, highlights, score, parts }: Found) => ({
  id: paper.id,
  title: paper.title,
  day: paper.day,
  url: paperUrl(paper.id),
  counts,
  because: reason,
  highlights,
  score,
  parts,
})

function asText({ query, found, total, more, notes, corrected, timings }: SearchPage, page: SearchOptions) {
  const ms = Object.values(timings).reduce((sum, part) => sum + part, 0)
  if (found.length === 0) {
    const hint = corrected ? `Did you mean ${corrected}?` : 'Fewer or shorter words find more.'
    return [`No paper kept here has all of this: ${query}.`, hint, ...notes].join('\n')
  }
  const { stdout, env, clock } = thisProcess
  const digest = composeList({
    title: `Search: ${query}`,
    papers: found.map(({ found, reason }) => ({ found, reasons: reason ? [reason] : [] })),
    total,
    more,
    page: page.page,
    pageSize: page.papers,
    day: dayAt(clock.now(), 'UTC'),
    command: 'search',
    notes: [...(corrected ? [`Did you mean ${corrected}?`] : []), ...notes].map(text => [{ text }]),
  })
  const count = `${more ? 'More than ' : ''}${wholeText(total)} ${total === 1 ? 'paper' : 'papers'}`
  return `${renderDigest({ ...digest, actions: [] }, describeTerminal(stdout, env))}\n\n${count}, in ${Math.ceil(ms)} ms.`
}

/**
 * Prints the papers that a query finds.
 * @throws ConfigError, StoreError, and Error if the query can't be read
 */
export async function printSearch(query: string, options: SearchOptions): Promise<void> {
  const { result } = await withStore(async work => {
    const { local = false, page, papers } = options
    return searchOn(work, local).search(query, { page, pageSize: papers })
  })
  if (!result.ok) throw new Error(result.problem)
  const { found, ...rest } = result
  const text = options.json
    ? JSON.stringify({ ...rest, page: options.page, results: found.map(asData) })
    : asText(result, options)
  thisProcess.stdout.write(`${text}\n`)
}
