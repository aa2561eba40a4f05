import { type ChannelId, partsOf, workspaceOf } from '../channels/channel-id.ts'
import type { Asker } from '../collecting/look-up.ts'
import { type Allowance, createAllowance, longestWait, type Rate, takeFromAll } from '../lib/allowance.ts'
import { createConcurrencyLimit } from '../lib/concurrency-limit.ts'
import { within } from '../lib/time-limit.ts'
import { ephemeralReply, type Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Place, RateCounters } from '../ports/rate-counters.ts'
import type { Clock } from '../time/clock.ts'
import { waitText } from '../time/time-text.ts'
import type { Command, CommandLimits, CommandRequest } from './command.ts'
import type { CommandName } from './registry.ts'

/** How long a command waits to be counted over all processes, ms. If that takes longer, it runs uncounted. */
const COUNT_WITHIN_MS = 500

const POSTING: readonly CommandName[] = ['post', 'post-paper']

/** What shares the limits of a workspace: the workspace, or a single conversation with a person, which is in none. */
export const limitScopeOf = (channel: ChannelId): string =>
  partsOf(channel).workspace === '@me' ? channel : workspaceOf(channel)

/** The key of whoever asks, for limits: a person in one workspace. */
export const askerOf = ({ channel, personId }: Pick<Request, 'channel' | 'personId'>): Asker => ({
  person: `${workspaceOf(channel)}/${personId}`,
  workspace: limitScopeOf(channel),
})

/** The allowances that a request uses: of this process, and of all together. */
interface Taken {
  here: readonly (readonly [Allowance, string])[]
  everywhere: readonly Place[]
}

/** The allowances of a request, by person and by channel. */
function createAllowances(what: string, rates: { person: Rate; channel: Rate }, clock: Clock) {
  const byPerson = createAllowance(rates.person, clock.now)
  const byChannel = createAllowance(rates.channel, clock.now)
  return (request: Request): Taken => {
    const { person } = askerOf(request)
    return {
      here: [
        [byPerson, person],
        [byChannel, request.channel],
      ],
      everywhere: [
        { name: `${what} by ${person}`, rate: rates.person },
        { name: `${what} in ${request.channel}`, rate: rates.channel },
      ],
    }
  }
}

/** Refuses a search. A form that it was typed into stays open, so that it needn't be typed again. */
const refuseSearch = ({ form }: Request, text: string): Reply => ({
  ...ephemeralReply(text),
  ...(form && { problems: { query: text } }),
})

/**
 * Limits commands, and wraps those that search, or that post in a channel. Commands with the same wrapper share a limit.
 * @param counters what all processes count together; undefined where there is one
 */
export function createCommandLimits(limits: CommandLimits, clock: Clock, counters?: RateCounters) {
  const searches = createConcurrencyLimit(limits.searches.atOnce)
  const searchesByPerson = createAllowance(limits.searches.person, clock.now)
  const searchesByWorkspace = createAllowance(limits.searches.workspace, clock.now)
  const commandsByPerson = createAllowance(limits.commands.person, clock.now)
  const commandsByWorkspace = createAllowance(limits.commands.workspace, clock.now)
  const posts = createAllowances('posts', limits.posts, clock)
  const changes = createAllowances('changes', limits.changes, clock)

  const waitFor = async ({ here, everywhere }: Taken): Promise<number> =>
    longestWait(here) || ((await counters?.waitFor(everywhere)) ?? 0)
  const take = async ({ here, everywhere }: Taken): Promise<number> =>
    takeFromAll(here) || ((await counters?.take(everywhere)) ?? 0)

  /** Runs a search, unless there were too many of this person or workspace lately. */
  async function searchWithinBudget(command: Command, request: CommandRequest): Promise<Reply> {
    const { person, workspace } = askerOf(request)
    const ofPerson = searchesByPerson.waitFor(person)
    const everywhereByPerson = { name: `searches by ${person}`, rate: limits.searches.person }
    const wait = await take({
      here: [
        [searchesByPerson, person],
        [searchesByWorkspace, workspace],
      ],
      everywhere: [{ name: `searches in ${workspace}`, rate: limits.searches.workspace }, everywhereByPerson],
    })
    if (wait === 0) return command(request)
    const isOfPerson = ofPerson > 0 || ((await counters?.waitFor([everywhereByPerson])) ?? 0) > 0
    return refuseSearch(
      request,
      isOfPerson
        ? `Too many searches in a short time, so this one wasn’t run. Try again ${waitText(wait)}.`
        : `Too many searches in this workspace, so this one wasn’t run. Try again ${waitText(wait)}.`,
    )
  }

  /** Counts a command over all processes. Never rejects: a command that can't be counted runs. @returns 0, or how long to wait, ms */
  async function countEverywhere(name: string, rate: Rate): Promise<number> {
    const counted = counters?.count([{ name, rate }]).catch(() => 0)
    return counted ? ((await within(counted, COUNT_WITHIN_MS)) ?? 0) : 0
  }

  return {
    /** Counts a command. @returns the answer instead of it where the person or workspace has run too many */
    async refuseCommand(request: Request): Promise<Reply | undefined> {
      const { person, workspace } = askerOf(request)
      const ofPerson = commandsByPerson.waitFor(person)
      const waitHere = takeFromAll([
        [commandsByPerson, person],
        [commandsByWorkspace, workspace],
      ])
      const wait = waitHere || (await countEverywhere(`commands in ${workspace}`, limits.commands.workspace))
      if (wait === 0) return undefined
      const whose = ofPerson > 0 ? '' : ' in this workspace'
      const text = `Too many commands${whose} in a short time, so this one wasn’t run. Try again ${waitText(wait)}.`
      // A form stays open, so that it needn't be filled in again.
      const [field] = Object.keys(request.form ?? {})
      return { ...ephemeralReply(text), ...(field !== undefined && { problems: { [field]: text } }) }
    },
    /**
     * For commands that change something: runs one, unless there were too many changes. Only changes that the channel is told about
     * count.
     */
    async change(name: CommandName, request: Request, run: () => Promise<Reply>): Promise<Reply> {
      // A post has a limit of its own.
      if (POSTING.includes(name)) return run()
      const wait = await waitFor(changes(request))
      if (wait > 0) {
        return ephemeralReply(
          `Too many changes in a short time, so this one wasn’t made. Try again ${waitText(wait)}.`,
        )
      }
      const reply = await run()
      if (reply.visibility === 'public') await take(changes(request))
      return reply
    },
    search:
      (command: Command): Command =>
      async request =>
        (await searches.run(askerOf(request).person, () => searchWithinBudget(command, request))) ??
        refuseSearch(request, 'Your earlier searches are still running. Try again in a few seconds.'),
    post:
      (command: Command): Command =>
      async request => {
        const wait = await take(posts(request))
        if (wait === 0) return command(request)
        return ephemeralReply(
          `Too many posts in a short time, so nothing was posted. Try again ${waitText(wait)}.`,
        )
      },
  }
}
