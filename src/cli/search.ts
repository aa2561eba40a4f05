import { describeTerminal } from '../../adapters/preview/describe-terminal.ts'
import { renderDigest } from '../../adapters/preview/render-digest.ts'
import { settingsFrom } from '../../config/settings.ts'
import { createLookUp } from '../collecting/look-up.ts'
import { hintFor } from '../commands/papers/search.ts'
import { thisProcess, VERSION } from '../composition/process.ts'
import { createArxivSource, createSource } from '../composition/sources.ts'
import { composeList } from '../digests/compose-list.ts'
import { paperUrl } from '../papers/paper.ts'
import { paperIdInQuery } from '../papers/paper-link.ts'
import { createRemote } from '../search/remote-search.ts'
import { createSearch, type Found, type PaperSearch, type SearchPage } from '../search/search.ts'
import { wholeText } from '../text/format.ts'
import { tidyTyped } from '../text/typed.ts'
import { dayAt } from '../time/days.ts'
import { print } from './output.ts'
import { type Work, withStore } from './with-store.ts'

export interface SearchOptions {
  /** The most papers. */
  limit: number
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

/** A paper that was searched for by its id or link: the stored one, else looked up if that is allowed. */
async function findPaper({ env, store, log }: Work, id: string, isLocal: boolean): Promise<SearchPage> {
  const { clock } = thisProcess
  const started = performance.now()
  const sources = isLocal ? [] : [createSource(env, { clock, log }), createArxivSource(env, { clock, log })]
  const { lookUp: settings } = settingsFrom(env, VERSION)
  const lookUp = createLookUp({ papers: store.papers, sources, clock, log, settings })
  const result = await lookUp.find(id, { person: 'command line', workspace: 'command line' })
  const found = result.kind === 'found' ? [{ found: result.found, reason: '', highlights: [] }] : []
  return {
    ok: true,
    query: id,
    found,
    total: found.length,
    more: false,
    categoriesUnknown: false,
    nothingStored: false,
    notes: result.kind === 'failed' ? [`It couldn’t be looked up: ${result.reason}.`] : [],
    timings: { find: performance.now() - started },
  }
}

/** @param query as it was typed */
function asText(query: string, page: SearchPage, limit: number) {
  const { found, total, more, notes, corrected, timings } = page
  const ms = Object.values(timings).reduce((sum, part) => sum + part, 0)
  if (found.length === 0) {
    const hint = corrected ? `Did you mean ${corrected}?` : hintFor(page)
    if (paperIdInQuery(query)) return [`No paper ${query} was found.`, ...notes].join('\n')
    return [`No papers match ${query}.`, hint, ...notes].join('\n')
  }
  const { stdout, env, clock } = thisProcess
  const digest = composeList({
    title: `Search: ${query}`,
    papers: found.map(({ found, reason }) => ({ found, reasons: reason ? [reason] : [] })),
    lead: page.lead,
    total,
    more,
    page: 1,
    pageSize: limit,
    day: dayAt(clock.now(), 'UTC'),
    command: 'search',
    notes: [...(corrected ? [`Did you mean ${corrected}?`] : []), ...notes].map(text => [{ text }]),
  })
  const count = `${more ? 'More than ' : ''}${wholeText(total)} ${total === 1 ? 'paper' : 'papers'}`
  return `${renderDigest({ ...digest, actions: [] }, describeTerminal(stdout, env))}\n\n${count}, in ${Math.ceil(ms)} ms.`
}

/**
 * Prints the papers that a query finds.
 * @throws ConfigError, StoreError, OutputError, and Error if the query can't be read
 */
export async function printSearch(query: string, options: SearchOptions): Promise<void> {
  const { result } = await withStore(async work => {
    const { local = false, limit } = options
    const id = paperIdInQuery(query)
    return id ? findPaper(work, id, local) : searchOn(work, local).search(query, { page: 1, pageSize: limit })
  })
  if (!result.ok) throw new Error(result.problem)
  const { found, ...rest } = result
  const text = options.json
    ? JSON.stringify({ ...rest, results: found.map(asData) })
    : asText(tidyTyped(query), result, options.limit)
  await print(`${text}\n`)
}
