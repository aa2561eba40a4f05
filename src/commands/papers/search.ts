import type { FeedStatus } from '../../collecting/feed-status.ts'
import { composeList } from '../../digests/compose-list.ts'
import type { Action, Span } from '../../messages/digest.ts'
import { type Form, filledIn } from '../../messages/form.ts'
import type { Reply } from '../../messages/reply.ts'
import { bold, command, ephemeralReply, muted } from '../../messages/reply.ts'
import { onlyPaperIdIn, onlyPaperIdsIn, paperIdInQuery, paperIdOf } from '../../papers/paper-link.ts'
import { meantCategories } from '../../search/meant-categories.ts'
import { MAX_QUERY_LENGTH, parseQuery } from '../../search/query/parser.ts'
import { requestedLeaves } from '../../search/query/query.ts'
import type { SearchPage } from '../../search/search.ts'
import { parseTopic } from '../../search/topics.ts'
import { shorten } from '../../text/graphemes.ts'
import { tidyTyped } from '../../text/typed.ts'
import { dayAt } from '../../time/days.ts'
import type { Command, CommandDeps } from '../command.ts'
import { createShow } from './show.ts'
import { createSimilar } from './similar.ts'

const FORM: Form = {
  title: 'Search papers',
  submit: 'Search',
  command: 'search',
  fields: [
    {
      name: 'query',
      label: 'Search for',
      hint: 'Such as video diffusion, "in the wild", author:lecun, org:nvidia, has:code, since:30d, source:arxiv',
      kind: 'text',
      value: '',
      optional: false,
      maxLength: MAX_QUERY_LENGTH,
      lines: 'one',
    },
  ],
}

const promptForQuery = (): Reply => ({
  ...ephemeralReply(['What are you looking for? Try ', command('search diffusion video')]),
  form: FORM,
})

/** A button's text is cut by the platforms beyond about twice that. */
const LABEL_LENGTH = 40

const correctionActions = ({ corrected }: SearchPage): Action[] =>
  corrected
    ? [
        {
          label: `Search for “${shorten(corrected, LABEL_LENGTH)}”`,
          command: `search ${corrected}`,
          inPlace: true,
        },
      ]
    : []

const didYouMean = ({ corrected }: SearchPage): Span[][] =>
  corrected ? [[{ text: `Did you mean ${corrected}?` }]] : []

/** What to try where nothing is found. */
export function hintFor({
  categoriesUnknown,
  nothingStored,
  query,
}: Pick<SearchPage, 'categoriesUnknown' | 'nothingStored' | 'query'>): string {
  if (nothingStored)
    return 'No papers have been collected yet; the first come a few minutes after Paper Round starts.'
  if (categoriesUnknown) return 'The categories of these papers aren’t known yet. Try it without cat:.'
  const inCategories = meantCategories(query)
  if (inCategories !== undefined) return `For arXiv’s categories, write ${inCategories}.`
  const parsed = parseQuery(query)
  const leaves = parsed.ok ? requestedLeaves(parsed.query) : []
  const hasDays = leaves.some(({ kind }) => kind === 'since' || kind === 'until')
  const hasWords = leaves.some(({ kind }) => kind === 'words' || kind === 'prefix')
  if (leaves.length > 0 && !hasWords) return hasDays ? 'Try other days.' : 'Try other conditions.'
  const words = query.includes(' ') ? 'fewer words' : 'another word'
  return hasDays ? `Try ${words}, or other days.` : `Try ${words}.`
}

/**
 * The reply when nothing was found: what may have been meant, or how to find more.
 * @param feed where no papers are stored yet: it may say why
 */
function nothingFound(query: string, page: SearchPage, feed: FeedStatus | undefined): Reply {
  const { corrected, notes } = page
  const lines = ephemeralReply(
    [
      'No papers match ',
      bold(query),
      '. ',
      ...(corrected ? ['Did you mean ', bold(corrected), '?'] : [hintFor(page)]),
    ],
    ...(feed?.state === 'failed' ? [feed.text] : []),
    ...notes.map(note => [muted(note)]),
  )
  const id = onlyPaperIdIn(query)
  const shown = id === undefined ? [] : [{ label: `Show ${id}`, command: `show ${id}` }]
  return { ...lines, actions: [...shown, ...correctionActions(page)] }
}

/** In front of a paper: it isn't searched for by its number. */
const SIMILAR_TO =
  /^(?:(?:find|show me) )?(?:(?:papers?|works?|more) )?(?:similar|related|like)(?: (?:papers?|works?))?(?: to)? (?=\S+$)/i

export function createSearchCommand(deps: CommandDeps): Command {
  const { search, feed, clock, pageSize } = deps
  const show = createShow(deps)
  const similar = createSimilar(deps)
  return async request => {
    const { typed, form, page, mayChange } = request
    const text = filledIn(form, 'query') ?? typed
    const query = tidyTyped(text)
    if (query === '') return form ? queryProblem('Type at least one word.') : promptForQuery()
    const [like] = SIMILAR_TO.exec(query) ?? []
    if (like && paperIdOf(query.slice(like.length)))
      return similar({ ...request, args: query.slice(like.length) })
    const paperId = paperIdInQuery(query)
    if (paperId) return show({ ...request, args: paperId, typed: paperId })
    if (onlyPaperIdsIn(query).length > 0) return show({ ...request, args: query, typed: query })
    const result = await search.search(text, { page, pageSize })
    if (!result.ok) return form ? queryProblem(result.problem) : ephemeralReply(result.problem)
    if (result.found.length === 0)
      return nothingFound(query, result, result.nothingStored ? await feed() : undefined)
    const digest = composeList({
      title: `Search: ${query}`,
      papers: result.found.map(({ found, reason }) => ({ found, reasons: reason ? [reason] : [] })),
      lead: result.lead,
      total: result.total,
      more: result.more,
      day: dayAt(clock.now(), 'UTC'),
      command: `search ${query}`,
      notes: [...didYouMean(result), ...result.notes.map(text => [{ text }])],
      page,
      pageSize,
    })
    const topic = parseTopic(query)
    const follow = topic.ok ? [{ label: 'Subscribe to this', command: `subscribe ${topic.topic}` }] : []
    return {
      visibility: 'ephemeral',
      lines: [],
      digest,
      actions: [...correctionActions(result), ...(mayChange ? follow : [])],
    }
  }
}

const queryProblem = (text: string): Reply => ({ ...ephemeralReply(text), problems: { query: text } })
