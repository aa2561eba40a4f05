import { z } from 'zod'
import { CATCH_UPS, type Channel } from '../../src/channels/channel.ts'
import { LAYOUTS } from '../../src/channels/layout.ts'
import { type Digest, digestSchema } from '../../src/messages/digest.ts'
import type { Counts, Paper } from '../../src/papers/paper.ts'
import { SOURCE_NAMES, type SourceName } from '../../src/papers/sources.ts'
import type { Change } from '../../src/ports/audit.ts'
import type { Installation } from '../../src/ports/installations.ts'
import { DELIVERY_STATES, type Delivery, type NewDelivery, ORIGINS } from '../../src/ports/outbox.ts'
import type { SealedAddress } from '../../src/ports/sealed-addresses.ts'
import type { Webhook } from '../../src/ports/webhooks.ts'
import { jsonText, optional, readRow } from './columns.ts'

/** Conversions between rows, as they are in the database (the schemas' input), and the core's objects. Times are ms UTC. */

const texts = z.array(z.string())
export const channelId = z.templateLiteral([z.string(), ':', z.string()])

/** 1 where it is true, else null; missing while a database from before these columns is migrated. */
const flag = z
  .number()
  .nullish()
  .transform(value => (value ? true : undefined))

/** The sources that have listed a paper; missing while a database from before this column is migrated. */
const sources = jsonText(z.array(z.enum(SOURCE_NAMES)))
  .nullish()
  .transform(names => names ?? undefined)

/** A paper's columns; its day is in its row id. */
export const paperRow = z.object({
  id: z.number(),
  arxivId: z.string(),
  title: z.string(),
  abstract: z.string(),
  authors: jsonText(texts),
  summary: optional(z.string()),
  keywords: jsonText(texts),
  categories: optional(jsonText(texts)),
  organization: optional(z.string()),
  codeUrl: optional(z.string()),
  projectUrl: optional(z.string()),
  thumbnailUrl: optional(z.string()),
  publishedAt: z.number(),
  listedAt: z.number(),
  firstSeenAt: z.number(),
  withdrawn: flag,
  delisted: flag,
  sources,
})

const sourcesRow = paperRow.pick({ sources: true })

/** The column of the sources that have listed a paper, those of its row first; null if there are none. */
export function toSources(paper: Pick<Paper, 'sources'>, before: string | null = null): string | null {
  const known = before === null ? [] : (readRow(sourcesRow, { sources: before }, 'a paper').sources ?? [])
  const names: readonly SourceName[] = [...new Set([...known, ...(paper.sources ?? [])])]
  return names.length > 0 ? JSON.stringify(names) : null
}

/** The columns that change with what a source lists. The others stay as when the paper was first seen. */
export const listedColumns = (paper: Paper) => ({
  title: paper.title,
  abstract: paper.abstract,
  authors: JSON.stringify(paper.authors),
  summary: paper.summary ?? null,
  keywords: JSON.stringify(paper.keywords),
  organization: paper.organization ?? null,
  codeUrl: paper.codeUrl ?? null,
  projectUrl: paper.projectUrl ?? null,
  thumbnailUrl: paper.thumbnailUrl ?? null,
  publishedAt: paper.publishedAt,
  withdrawn: paper.withdrawn ? 1 : null,
  delisted: null,
  foundAt: null,
})

export const snapshotRow = z.object({
  /** The paper's row id. */
  paper: z.number(),
  at: z.number(),
  upvotes: z.number(),
  comments: z.number(),
  stars: optional(z.number()),
})

export const toCountsRow = (paper: number, { upvotes, comments, stars }: Counts) => ({
  paper,
  upvotes,
  comments,
  stars: stars ?? null,
})

export const toSnapshotRow = (paper: number, at: number, { upvotes, comments, stars }: Counts) => ({
  paper,
  at,
  upvotes,
  comments,
  stars: stars ?? null,
})

export const channelRow = z.object({
  id: channelId,
  time: z.string(),
  days: jsonText(z.array(z.literal([1, 2, 3, 4, 5, 6, 7]))),
  timezone: z.string(),
  layout: z.enum(LAYOUTS),
  size: z.number(),
  nextSlotAt: z.number(),
  pausedReason: optional(z.string()),
  lastSkip: optional(jsonText(z.object({ slotAt: z.number(), reason: z.string() }))),
  catchUp: z.enum(CATCH_UPS),
  pausedBy: optional(jsonText(z.object({ person: z.string(), at: z.number() }))),
  minScore: z.number(),
  onlyCode: z.number().transform(Boolean),
  unvoted: z.number().transform(Boolean),
  muted: jsonText(texts),
  downranked: jsonText(z.array(z.object({ paperId: z.string(), title: z.string(), terms: texts }))),
  createdAt: z.number(),
})

export const fromChannelRow = (row: z.input<typeof channelRow>): Channel =>
  readRow(channelRow, row, 'a channel')

export const toChannelRow = (channel: Channel): z.input<typeof channelRow> => ({
  id: channel.id,
  time: channel.time,
  days: JSON.stringify(channel.days),
  timezone: channel.timezone,
  layout: channel.layout,
  size: channel.size,
  nextSlotAt: channel.nextSlotAt,
  pausedReason: channel.pausedReason ?? null,
  lastSkip: channel.lastSkip ? JSON.stringify(channel.lastSkip) : null,
  catchUp: channel.catchUp,
  pausedBy: channel.pausedBy ? JSON.stringify(channel.pausedBy) : null,
  minScore: channel.minScore,
  onlyCode: Number(channel.onlyCode),
  unvoted: Number(channel.unvoted),
  muted: JSON.stringify(channel.muted),
  downranked: JSON.stringify(channel.downranked),
  createdAt: channel.createdAt,
})

export const deliveryRow = z.object({
  id: z.number(),
  channel: channelId,
  edition: z.string(),
  origin: z.enum(ORIGINS),
  slotAt: z.number(),
  expiresAt: z.number(),
  digest: jsonText(digestSchema),
  createdAt: z.number(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  dueAt: z.number(),
  lease: optional(z.string()),
  leaseUntil: optional(z.number()),
  messageIds: jsonText(texts),
  triedAt: optional(z.number()),
  plain: z.number().transform(Boolean),
  error: optional(z.string()),
  settledAt: optional(z.number()),
  archived: flag,
})

export const fromDeliveryRow = (row: z.input<typeof deliveryRow>): Delivery =>
  readRow(deliveryRow, row, 'a delivery')

/** The row of a new delivery. */
export const toDeliveryRow = (delivery: NewDelivery) => ({
  channel: delivery.channel,
  edition: delivery.edition,
  origin: delivery.origin,
  slotAt: delivery.slotAt,
  expiresAt: delivery.expiresAt,
  digest: JSON.stringify(delivery.digest),
  createdAt: delivery.createdAt,
  state: delivery.triedAt === undefined ? ('due' as const) : ('sending' as const),
  attempts: 0,
  dueAt: delivery.createdAt,
  triedAt: delivery.triedAt ?? null,
  messageIds: '[]',
  plain: 0,
})

const digestRow = deliveryRow.pick({ digest: true })
const papersRow = z.object({
  digest: jsonText(z.object({ entries: z.array(z.object({ paperId: z.string() })) })),
})
const messageIdsRow = deliveryRow.pick({ messageIds: true })

/** A digest, from its column. */
export const digestIn = (row: { digest: string }): Digest => readRow(digestRow, row, 'a delivery').digest

/** Ids of the papers in a digest, from its column. The rest isn't checked, because each delivery is read so when it is settled. */
export const papersIn = (row: { digest: string }): string[] =>
  readRow(papersRow, row, 'a delivery').digest.entries.map(entry => entry.paperId)

/** Ids of the messages posted, from their column. */
export const messagesIn = (row: { messageIds: string }): string[] =>
  readRow(messageIdsRow, row, 'a delivery').messageIds

const fields = z.record(z.string(), z.unknown())

export const changeRow = z.object({
  id: z.number(),
  channel: channelId,
  at: z.number(),
  person: z.string(),
  personHash: z.string(),
  command: z.string(),
  before: jsonText(fields),
  after: jsonText(fields),
})

export function fromChangeRow(row: z.input<typeof changeRow>): Change {
  const { id: _, ...change } = readRow(changeRow, row, 'a record of a change')
  return change
}

export const toChangeRow = (change: Change) => ({
  ...change,
  before: JSON.stringify(change.before),
  after: JSON.stringify(change.after),
})

export const installationRow = z.object({
  id: channelId,
  organization: optional(channelId),
  botId: optional(z.string()),
  details: z.string(),
  secrets: optional(z.string()),
  installedAt: z.number(),
  removedAt: optional(z.number()),
  renewingUntil: z.number().nullable(),
  revision: z.number(),
})

export function fromInstallationRow(row: z.input<typeof installationRow>): Installation {
  const { renewingUntil: _, ...installation } = readRow(installationRow, row, 'an installation')
  return installation
}

export const webhookRow = z.object({
  id: channelId,
  host: z.string(),
  secrets: z.string(),
  createdAt: z.number(),
  revision: z.number(),
})

export const fromWebhookRow = (row: z.input<typeof webhookRow>): Webhook =>
  readRow(webhookRow, row, 'a webhook')
export const addressRow = z.object({
  id: channelId,
  hash: z.string(),
  secrets: z.string(),
  confirmedAt: z.number(),
  revision: z.number(),
})

export const fromAddressRow = (row: z.input<typeof addressRow>): SealedAddress =>
  readRow(addressRow, row, 'an e-mail address')
