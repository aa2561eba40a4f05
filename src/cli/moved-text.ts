import type { Moved } from '../../adapters/sql/move-database.ts'
import { listText, wholeText } from '../text/format.ts'

/** What a row of each table is for a person, and several of them. */
const ROWS: Record<Moved['table'], readonly [one: string, several: string]> = {
  papers: ['paper', 'papers'],
  snapshots: ['earlier count', 'earlier counts'],
  counts: ['latest count', 'latest counts'],
  words: ['word', 'words'],
  shortForms: ['short form', 'short forms'],
  channels: ['channel', 'channels'],
  subscriptions: ['subscription', 'subscriptions'],
  deliveries: ['delivery', 'deliveries'],
  postedPapers: ['posted paper', 'posted papers'],
  suspensions: ['suspension', 'suspensions'],
  audit: ['recorded change', 'recorded changes'],
  keyValues: ['fact about the bot', 'facts about the bot'],
  installations: ['installation', 'installations'],
  webhooks: ['webhook', 'webhooks'],
  emailAddresses: ['e-mail address', 'e-mail addresses'],
}

/** A number of rows of a table, in words: `97 papers`. */
export const rowsText = (table: Moved['table'], rows: number): string =>
  `${wholeText(rows)} ${ROWS[table][rows === 1 ? 0 : 1]}`

/** What was moved, in words: `97 papers, 1 channel and 2 subscriptions`. Tables without rows are left out. */
export function movedText(moved: readonly Moved[]): string {
  const counts = moved.filter(({ rows }) => rows > 0).map(({ table, rows }) => rowsText(table, rows))
  return counts.length > 0 ? listText(counts) : 'nothing'
}
