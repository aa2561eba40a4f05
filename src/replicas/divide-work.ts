import { messageOf } from '../lib/errors.ts'
import type { DivideWork, WorkPart } from '../ports/chat.ts'
import type { Lease, Leases } from '../ports/leases.ts'
import type { Log } from '../ports/log.ts'
import type { Timer } from '../time/clock.ts'
import { fairShare } from './fair-share.ts'
import { outsideLeases } from './held-lease.ts'
import { answerInTime, releaseLease } from './lease-requests.ts'
import { countParts, type Hold, partLeases, totalOf } from './part-leases.ts'

/** How long a process that hangs or died keeps its parts, ms. They are renewed three times in that time. */
const TERM_MS = 15_000
/** How often a process renews its leases, and checks which parts it should have, ms. */
const LOOK_MS = 5_000
/** The same while it waits for a part that another process is about to give up, or could not renew its leases, ms. */
const LOOK_SOON_MS = 1_000

/** How long before its leases end a process gives its parts up, ms, because ending them takes a moment. */
const ENDING_MS = 2_000

/** A part that this process has. */
interface Holding {
  lease: Hold
  abort: AbortController
  /** Whether another process may have it by now. */
  isLost: boolean
}

/** @param deps.newId a new name, without spaces */
export function createDivideWork(deps: {
  leases: Leases
  timer: Timer
  log: Log
  newId: () => string
}): DivideWork {
  const { leases, timer, log, newId } = deps

  return async ({ platform, parts, work }, signal) => {
    const us = newId()
    const names = partLeases(platform)
    const { name } = names
    const presence = names.presence(us)
    const holdings = new Map<number, Holding>()
    /** The parts that go on, or whose leases are being released. */
    const running = new Set<Promise<void>>()
    /** How many parts there are, while we have any. */
    let total = parts
    /** Until when our parts are ours unless all leases are renewed, ms of the timer. */
    let oursUntil = 0

    const kept = (): [number, Holding][] => [...holdings].filter(([, { abort }]) => !abort.signal.aborted)
    const hasLease = (): boolean => [...holdings.values()].some(({ isLost }) => !isLost)

    /** The database's answer. Rejects once it comes too late to go by it. */
    async function ask<Answer extends object | boolean>(question: Promise<Answer>): Promise<Answer> {
      const ms = hasLease() ? Math.max(0, oursUntil - timer.now()) : TERM_MS
      const answer = await answerInTime(question, { timer, ms })
      if (answer === undefined) throw new Error('the database does not answer')
      return answer
    }

    const acquire = ({ name, holder }: Hold): Promise<boolean> => ask(leases.acquire(name, holder, TERM_MS))

    const release = (lease: Hold): Promise<void> => releaseLease(lease, deps)

    function lose(isLost: (holding: Holding) => boolean): void {
      for (const holding of holdings.values()) {
        if (holding.isLost || !isLost(holding)) continue
        holding.isLost = true
        log.warn({ lease: holding.lease.name }, 'lost a lease: another process may go on with this')
        holding.abort.abort()
      }
    }

    /** Extends all of our leases. @returns the names of those that go on */
    async function renew(): Promise<ReadonlySet<string>> {
      if (!hasLease()) return new Set()
      const parts = [...holdings.values()].filter(({ isLost }) => !isLost).map(({ lease }) => lease)
      const shared = total > 1 ? [names.total(total), presence] : []
      const renewed = new Set(await ask(leases.renewAll([...shared, ...parts], TERM_MS)))
      lose(({ lease }) => !renewed.has(name) || !renewed.has(lease.name))
      return renewed
    }

    async function run(number: number, part: WorkPart, holding: Holding): Promise<void> {
      const { lease } = holding
      try {
        await outsideLeases(() => work(part))
      } catch (error) {
        if (!part.signal.aborted)
          log.warn({ lease: lease.name, error: messageOf(error) }, 'shared work failed')
      }
      holding.isLost = true
      holdings.delete(number)
      await release(lease)
    }

    function begin(number: number, lease: Hold): void {
      const abort = new AbortController()
      const holding: Holding = { lease, abort, isLost: false }
      const isOurs = (): boolean => !holding.isLost && timer.now() < oursUntil
      holdings.set(number, holding)
      const done = run(number, { number, of: total, signal: abort.signal, isOurs }, holding)
      running.add(done)
      void done.then(() => running.delete(done))
    }

    /** @returns whether we have the part now */
    async function take(number: number, of: number): Promise<boolean> {
      const lease = names.part(number, of, us, newId())
      if (!(await acquire(lease))) return false
      // Others may have agreed on another number before we had a part.
      const isAgreed = of === 1 || (await acquire(names.total(of)))
      if (!isAgreed || signal.aborted) {
        await release(lease)
        return false
      }
      total = of
      begin(number, lease)
      return true
    }

    /** How many parts each process has that is there. */
    function countAll(held: readonly Lease[], of: number): Map<string, number> {
      const counts = countParts(held, of)
      const present = held.filter(lease => lease.name === names.presence(lease.holder).name)
      const all = new Map(present.map(({ holder }) => [holder, counts.get(holder) ?? 0]))
      return all.set(us, kept().length)
    }

    /** Takes what is free of our share, or gives up one part that is beyond it. @returns when to look again, ms from now */
    async function balance(of: number, held: readonly Lease[]): Promise<number> {
      const missing = fairShare(of, us, countAll(held, of)) - kept().length
      // One at a time, because the servers of a part that changes hands wait for a moment. It may be ending already.
      if (missing < 0) holdings.get(Math.max(...holdings.keys()))?.abort.abort()
      if (missing <= 0) return LOOK_MS
      const taken = new Set(held.map(lease => lease.name))
      const free = Array.from({ length: of }, (_, number) => number).filter(
        number => !holdings.has(number) && !taken.has(names.part(number, of, us, '').name),
      )
      let count = 0
      for (const number of free.slice(0, missing)) if (await take(number, of)) count++
      return count < missing ? LOOK_SOON_MS : LOOK_MS
    }

    /** @returns when to look again, ms from now */
    async function look(): Promise<number> {
      const at = timer.now()
      const renewed = await renew()
      // All that we have was renewed after that, and what we take now is newer.
      oursUntil = at + TERM_MS - ENDING_MS
      if (total === 1 && hasLease()) return LOOK_MS
      const held = await ask(leases.startingWith(name))
      const lease = held.find(each => each.name === name)
      const agreed = lease ? totalOf(lease) : parts
      // Another process has all of the work, maybe one of an earlier version.
      if (agreed === undefined) return LOOK_MS
      if (agreed !== total && holdings.size > 0) return LOOK_SOON_MS
      if (agreed === 1) {
        if (holdings.size === 0) await take(0, 1)
        return LOOK_MS
      }
      if (!renewed.has(presence.name)) await acquire(presence)
      return balance(agreed, held)
    }

    const endAll = (): void => {
      for (const { abort } of holdings.values()) abort.abort()
    }
    signal.addEventListener('abort', endAll)
    while (!signal.aborted) {
      let waitMs = LOOK_MS
      try {
        waitMs = await look()
      } catch (error) {
        log.debug({ work: name, error: messageOf(error) }, 'could not look after shared work')
        if (hasLease()) waitMs = LOOK_SOON_MS
      }
      const leftMs = hasLease() ? Math.max(0, oursUntil - timer.now()) : waitMs
      await timer.wait(Math.min(waitMs, leftMs), signal)
      if (timer.now() >= oursUntil) lose(() => true)
    }
    endAll()
    await Promise.all(running)
    await release(presence)
  }
}
