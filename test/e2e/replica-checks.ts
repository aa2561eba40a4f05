import { expect } from 'vitest'
import type { Member, Team } from './replica-team.ts'

/** The most that came within so many ms. */
function most(times: readonly number[], withinMs: number): number {
  return Math.max(0, ...times.map(at => times.filter(other => other >= at && other < at + withinMs).length))
}

/**
 * Over how long the platforms' limits of a second are looked at: some messages are on their way for longer than others, and here, where three
 * bots and both platforms share a machine, by more than the quarter of a second that is kept free for that.
 */
const SECONDS = 3
/** People type so many at least, however soon all is posted. */
const LEAST_COMMANDS = 21

/** What every run must end with, whatever happened meanwhile. */
export async function expectAllWell(team: Team): Promise<void> {
  const wrong = Object.entries(team.messages()).filter(([, count]) => count !== 1)
  expect(wrong).toEqual([])
  const { slack, discord } = team.arrivals
  expect(most(slack, SECONDS * 1_000)).toBeLessThanOrEqual(5 * SECONDS)
  expect(most(discord, SECONDS * 1_000)).toBeLessThanOrEqual(50 * SECONDS)
  expect(await team.stop()).toEqual([])
}

/** People type commands on Slack, to one of these processes after the other, until it is ended. */
export function keepTyping(team: Team, isAlive: (index: number) => boolean) {
  const { slack } = team.environment
  const sockets = [...slack.sockets.connections.all]
  const ended = new AbortController()
  /** Those that a process has taken. */
  const taken: string[] = []
  let sent = 0
  let turn = 0
  slack.sockets.choose = open => {
    // On a busy machine, a process may have connected again meanwhile.
    const able = open.filter(socket => !sockets.includes(socket) || isAlive(sockets.indexOf(socket)))
    return able[turn++ % able.length]
  }
  const typing = (async () => {
    while (!ended.signal.aborted || taken.length < LEAST_COMMANDS) {
      const request = await slack.sendCommand(sent++ % 2 ? 'status' : 'today')
      void request.acked().then(() => taken.push(request.triggerId))
      await new Promise(resolve => setTimeout(resolve, 400))
    }
  })()
  return {
    /**
     * A process that was suspended while it posted an answer to a response_url gives up on it when it goes on, and answers in the channel;
     * such an answer doesn't say which command it is for.
     * @returns how often each command was answered
     */
    async end(): Promise<number[]> {
      ended.abort()
      await typing
      const byUrl = (id: string): number => slack.responses.filter(({ triggerId }) => triggerId === id).length
      const open = (): number => taken.filter(id => byUrl(id) === 0).length
      await expect.poll(() => open() - slack.ephemerals.length, { timeout: 20_000 }).toBeLessThanOrEqual(0)
      return taken.map(id => byUrl(id) || 1)
    },
  }
}

export const holderOf = (members: readonly Member[]): Member => {
  const holder = members.find(member => member.log().includes("opened Discord's gateway"))
  if (!holder) throw new Error('nobody has opened the gateway')
  return holder
}
