import { readConfiguration } from '../../config/env.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { thisProcess, VERSION } from '../composition/process.ts'
import { deliveryText } from '../delivery/status-text.ts'
import { createHowToResume } from '../doctor/delivery.ts'
import type { Delivery } from '../ports/outbox.ts'
import type { Store } from '../ports/store.ts'
import { print } from './output.ts'
import { withStore } from './with-store.ts'

export interface DeliveriesOptions {
  channel?: ChannelId
  limit: number
  /** The row to try again. */
  retry?: number
  json?: boolean
}

/** One line each, in columns: number, state, channel, edition, and its result. Undefined where there are none. */
function asText(rows: readonly Delivery[], now: number, timezone: string): string | undefined {
  if (rows.length === 0) return undefined
  const width = (of: (row: Delivery) => string): number => Math.max(...rows.map(row => of(row).length))
  const [ids, channels, editions] = [
    width(({ id }) => String(id)),
    width(({ channel }) => channel),
    width(({ edition }) => edition),
  ]
  return rows
    .map(row => {
      const { id, state, channel, edition } = row
      const columns = [
        String(id).padStart(ids),
        state.padEnd(7),
        channel.padEnd(channels),
        edition.padEnd(editions),
      ]
      return [...columns, deliveryText(row, now, timezone)].join('  ')
    })
    .join('\n')
}

function noneText(channel: ChannelId | undefined, isKnown: boolean): string {
  if (channel === undefined) return 'No deliveries yet.'
  return isKnown ? `No deliveries to ${channel} yet.` : `No deliveries: there is no channel ${channel} here.`
}

const asData = ({ digest, lease: _, ...row }: Delivery) => ({
  ...row,
  papers: digest.entries.map(({ paperId }) => paperId),
})

const REFUSALS: Record<Exclude<Delivery['state'], 'failed'>, string> = {
  sent: 'was sent, and nothing is sent twice',
  due: 'hasn’t failed; it will be sent when it is due',
  sending: 'may have arrived, which is being checked',
}

/** @throws Error, in words for a person, if the row can't be tried again */
async function retry({ outbox, channels }: Store, id: number, staleAfterMs: number): Promise<string> {
  const now = thisProcess.clock.now()
  const row = await outbox.find(id)
  if (!row) throw new Error(`there is no delivery ${id}; \`paper-round deliveries\` lists them`)
  if (row.state !== 'failed') throw new Error(`delivery ${id} ${REFUSALS[row.state]}`)
  if (row.archived) throw new Error(`delivery ${id} is too old: its text is no longer stored`)
  await outbox.retry(id, { now, expiresAt: now + staleAfterMs })
  const isPaused = (await channels.find(row.channel))?.pausedReason !== undefined
  const resume = createHowToResume(thisProcess.platforms)(row.channel)
  const when = isPaused ? `after ${resume}` : 'within a minute if Paper Round is running'
  return `Delivery ${id} to ${row.channel} will be tried again ${when}.`
}

/**
 * Prints the latest deliveries, or retries one that failed.
 * @throws ConfigError, StoreError, OutputError, and Error if it can't be retried
 */
export async function listDeliveries({ channel, limit, ...options }: DeliveriesOptions): Promise<void> {
  const { clock } = thisProcess
  const { env } = readConfiguration(thisProcess.env, thisProcess.platforms)
  const { result } = await withStore(async ({ store }) => {
    const { staleAfterMs } = settingsFrom(env, VERSION).edition
    const said = options.retry === undefined ? undefined : await retry(store, options.retry, staleAfterMs)
    const rows = options.retry === undefined ? await store.outbox.latest(channel, limit) : []
    const isKnown = channel === undefined || (await store.channels.find(channel)) !== undefined
    return { said, rows, isKnown }
  })
  const text = options.json
    ? JSON.stringify(result.said ? { retried: options.retry } : result.rows.map(asData))
    : (result.said ??
      asText(result.rows, clock.now(), env.DEFAULT_TIMEZONE) ??
      noneText(channel, result.isKnown))
  await print(`${text}\n`)
}
