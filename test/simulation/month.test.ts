import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { NO_CONTENT_FILTERS } from '../../src/channels/content-filters.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { nextSlot, type Weekday } from '../../src/time/slots.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

/** 31 days in which summer time ends, in Europe on 25 October and in North America on 1 November. */
const FROM = Date.parse('2026-10-10T00:00Z')
const DAYS = 31
const HOUR = 3_600_000
const QUARTER = HOUR / 4
const DAY = 24 * HOUR
const TO = FROM + DAYS * DAY

const ZONES = [
  ...['UTC', 'Europe/Paris', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'America/Sao_Paulo'],
  ...['Asia/Tokyo', 'Asia/Kolkata', 'Asia/Shanghai', 'Australia/Sydney', 'Africa/Lagos', 'Pacific/Auckland'],
]
const TIMES = ['09:00', '01:30']
const WEEKS: readonly (readonly Weekday[])[] = [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7], [1, 4], [3]]

const channels: Channel[] = Array.from({ length: 200 }, (_, index) => {
  const id: ChannelId = `slack:T${index % 9}/C${index}`
  const schedule = {
    time: TIMES[index % 2] ?? '',
    days: WEEKS[Math.floor(index / 48) % 4] ?? [],
    timezone: ZONES[Math.floor(index / 4) % 12] ?? '',
  }
  const layout = index % 10 === 0 ? 'thread' : 'compact'
  const size = 3 + (index % 4)
  return {
    id,
    ...schedule,
    layout,
    size,
    catchUp: 'once',
    ...NO_CONTENT_FILTERS,
    nextSlotAt: nextSlot(schedule, FROM),
    createdAt: FROM,
  }
})

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at).getUTCDay())
/** A Thursday without a list. */
const HOLIDAY = '2026-10-29'

/** When papers are listed, and for which day: eight at 06:00 UTC on weekdays, and a ninth more than a day late. */
const listings = Array.from({ length: DAYS }, (_, index) => FROM + index * DAY)
  .filter(at => !isWeekend(at) && dayOf(at) !== HOLIDAY)
  .flatMap(at => [
    ...Array.from({ length: 8 }, (_, place) => ({ at: at + 6 * HOUR, day: dayOf(at), place })),
    { at: at + DAY + 15 * HOUR, day: dayOf(at), place: 8 },
  ])
  .filter(({ at }) => at < TO)

/** The local times of a zone at each quarter of an hour of the month; cached because formatting is slow. */
const shownIn = new Map<string, string[]>()
function clocksOf(timeZone: string): string[] {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
  })
  const known = shownIn.get(timeZone)
  const shown =
    known ?? Array.from({ length: (TO - FROM) / QUARTER }, (_, i) => clock.format(FROM + i * QUARTER))
  shownIn.set(timeZone, shown)
  return shown
}

/** The slots of a channel: whenever its local time is reached, and if that happens twice on one day, the first time. */
function slotsOf({ time, days, timezone }: Channel): number[] {
  const names = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  const seen = new Set<string>()
  return clocksOf(timezone).flatMap((shown, index) => {
    const fits = shown.endsWith(time) && days.some(day => shown.startsWith(names[day] ?? '-'))
    return fits && !seen.has(shown) && seen.add(shown) ? [FROM + index * QUARTER] : []
  })
}

/**
 * The names of the editions that should be posted: those of slots with new papers since the last edition, or whose list comes
 * within six hours if it is still awaited.
 */
function expectedOf(channel: Channel): string[] {
  const slots = slotsOf(channel)
  let last = 0
  return slots.flatMap((slot, index) => {
    const until = slots[index + 1] ?? TO
    const came = listings.map(({ at }) => at).filter(at => at > last && at <= slot + 6 * HOUR && at < until)
    const first = Math.min(...came)
    const awaited = !isWeekend(slot) && new Date(first).getUTCHours() === 6 && dayOf(first) === dayOf(slot)
    if (came.length === 0 || (first > slot && !awaited)) return []
    last = Math.max(first, slot)
    return [`${new Date(slot).toISOString().slice(0, 16)}Z`]
  })
}

async function simulateMonth(): Promise<{ posts: Post[]; editions: Map<ChannelId, string[]> }> {
  const posts: Post[] = []
  let harness: AppHarness = await createAppHarness(FROM)
  await harness.app.start()
  for (const channel of channels) {
    await harness.store.channels.save(channel)
    await harness.store.channels.subscribe(channel.id, '*', { person: 'Ada', personId: 'U1' }, FROM)
  }
  const moments = [...channels.flatMap(slotsOf), ...listings.map(({ at }) => at)]
  for (const at of [...new Set(moments)].sort((a, b) => a - b)) {
    for (const { day, place } of listings.filter(listing => listing.at === at)) {
      const id = `${day.replaceAll('-', '').slice(2, 6)}.${day.slice(8)}${String(place).padStart(3, '0')}`
      const paper = candidate(id, {
        paper: { day, listedAt: at },
        counts: { upvotes: 10 + place, comments: 0 },
      })
      harness.source.days.set(day, [...(harness.source.days.get(day) ?? []), paper])
    }
    // A restart every five days, between two ticks.
    if (at % (5 * DAY) === 9 * HOUR) {
      await harness.app.stop()
      posts.push(...harness.posts)
      const { days } = harness.source
      harness = await createAppHarness(at - 60_000, { store: harness.store })
      harness.source.days = days
      await harness.app.start()
    }
    await harness.at(new Date(at).toISOString())
  }
  posts.push(...harness.posts)
  const editions = new Map<ChannelId, string[]>()
  for (const { id } of channels) {
    const rows = await harness.store.outbox.latest(id, 1_000)
    expect(rows.every(({ state }) => state === 'sent')).toBe(true)
    editions.set(id, rows.map(({ edition }) => edition).reverse())
  }
  await harness.app.stop()
  await harness.store.close()
  return { posts, editions }
}

describe('a month with 200 channels in 12 zones', () => {
  it('delivers exactly its editions to each channel, and no paper twice', async () => {
    const { posts, editions } = await simulateMonth()
    for (const channel of channels) {
      expect(editions.get(channel.id), JSON.stringify(channel)).toEqual(expectedOf(channel))
    }
    const posted = posts
      .filter(({ step }) => step === 0)
      .flatMap(({ channel, digest }) => digest.entries.map(({ paperId }) => `${channel} ${paperId}`))
    expect(new Set(posted).size).toBe(posted.length)
    expect(posted.length).toBeGreaterThan(10_000)
  }, 180_000)
})
