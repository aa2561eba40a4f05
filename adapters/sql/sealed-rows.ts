import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from './schema.ts'

/** The tables whose rows have secrets. They are sealed before they come here. */
type SealedTable = 'installations' | 'webhooks' | 'emailAddresses'

/**
 * Replaces the secrets of a row, unless it has changed since this revision.
 * @param alsoSet other columns to set
 * @returns whether it did
 */
export async function replaceSecrets(
  db: Db,
  table: SealedTable,
  { id, revision, secrets }: { id: `${string}:${string}`; revision: number; secrets: string },
  alsoSet: { renewingUntil?: null } = {},
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable(table)
    .set({ ...alsoSet, secrets, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** At most `limit` rows after an id, or the first ones without it, ordered by id. */
export const pageById = <Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  after: string | undefined,
  limit: number,
): Promise<Row[]> =>
  query
    .where(sql.ref<string>('id'), '>', after ?? '')
    .orderBy(sql.ref('id'))
    .limit(limit)
    .execute()
