import type { Generated, Kysely } from 'kysely'
import type { z } from 'zod'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type {
  addressRow,
  changeRow,
  channelRow,
  deliveryRow,
  installationRow,
  paperRow,
  snapshotRow,
  webhookRow,
} from './codec.ts'

/** The tables. Their names and columns are in snake_case in the database; Kysely's plugin converts them. */
export interface Database {
  papers: z.input<typeof paperRow> & {
    /** When a search or a list without counts found the paper, ms UTC; null where a source counts its votes or a person imported it. */
    foundAt: number | null
  }
  /** A paper's counts at one moment; in their own table, because its text is indexed and seldom changes. */
  snapshots: z.input<typeof snapshotRow>
  /** A paper's latest counts, once a source has listed it or a search has answered with it. */
  counts: Omit<z.input<typeof snapshotRow>, 'at'>
  /** Words of titles, keywords and names, and about how many papers have them. */
  words: { word: string; papers: number }
  /** Short forms, their long forms, and how many papers introduce them. The keys are stems. */
  shortForms: { shortKey: string; longKey: string; short: string; long: string; papers: number }
  channels: z.input<typeof channelRow>
  subscriptions: {
    /** Larger for newer subscriptions. */
    id: Generated<number>
    channel: ChannelId
    topic: string
    createdBy: string
    createdById: string | null
    createdAt: number
  }
  deliveries: Omit<z.input<typeof deliveryRow>, 'id'> & { id: Generated<number> }
  /** Papers posted in a channel, by arXiv id, and the delivery that posted them. */
  postedPapers: { channel: ChannelId; paper: string; delivery: number }
  suspensions: { scope: string; reason: string; at: number; uninstalled: number }
  audit: Omit<z.input<typeof changeRow>, 'id'> & { id: Generated<number> }
  installations: z.input<typeof installationRow>
  webhooks: z.input<typeof webhookRow>
  emailAddresses: z.input<typeof addressRow>
  keyValues: { name: string; value: string; expiresAt: number | null }
  leases: { name: string; holder: string; endsAt: number }
  /** When places under a name were taken, as JSON, oldest first; and until when there are none. Times are ms UTC. */
  rateCounters: { name: string; times: string; heldUntil: number; expiresAt: number }
}

export type Db = Kysely<Database>
