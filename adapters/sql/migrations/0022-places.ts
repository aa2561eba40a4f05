import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

/** What searches need in order to look among the newest papers first, and to rank what they find. */
export const places = ({ texts }: SqlDialect): Migration => ({
  async up(db) {
    await texts.update?.(db)
  },
})
