import { z } from 'zod'
import { postedBy } from '../../src/digests/posted-by.ts'
import type { ForgottenPerson, StoredPerson } from '../../src/ports/personal-data.ts'
import { SOMEONE } from '../../src/privacy/someone.ts'
import { digestIn } from './codec.ts'
import { channelsOfPlatform, channelsOfWorkspace, type IdRange } from './ranges.ts'
import type { Db } from './schema.ts'

/**
 * See `PersonalData.forgetPerson`. The rows that hold the person's names are changed last, so that an interrupted run can be
 * repeated.
 */
export async function forgetPerson(db: Db, person: StoredPerson): Promise<ForgottenPerson> {
  const range = person.workspace ? channelsOfWorkspace(person.workspace) : channelsOfPlatform(person.platform)
  const names = await namesOf(db, person, range)
  return {
    pauses: await inTransaction(db, trx => forgetPauses(trx, names, range)),
    posts: await inTransaction(db, trx => forgetPosts(trx, names, range)),
    changes: await inTransaction(db, async trx => {
      await forgetRecordedPauses(trx, names, range)
      return forgetChanges(trx, person, range)
    }),
    subscriptions: await forgetSubscriptions(db, person, range),
  }
}

const inTransaction = <Result>(db: Db, work: (trx: Db) => Promise<Result>): Promise<Result> =>
  db.transaction().execute(work)

/** All names that the person had here. */
async function namesOf(db: Db, person: StoredPerson, { after, before }: IdRange): Promise<Set<string>> {
  const changes = await db
    .selectFrom('audit')
    .select('person')
    .distinct()
    .where('personHash', 'in', [...person.hashes])
    .where('channel', '>', after)
    .where('channel', '<', before)
    .execute()
  const subscriptions = await db
    .selectFrom('subscriptions')
    .select('createdBy')
    .distinct()
    .where('createdById', '=', person.personId)
    .where('channel', '>', after)
    .where('channel', '<', before)
    .execute()
  return new Set([...changes.map(row => row.person), ...subscriptions.map(row => row.createdBy)])
}

const pauseSchema = z.looseObject({ person: z.string() })

/** A pause without the person, as JSON; undefined where it isn't theirs. */
function withoutPauser(pause: unknown, names: ReadonlySet<string>): object | undefined {
  const { data } = pauseSchema.safeParse(pause)
  return data && names.has(data.person) ? { ...data, person: SOMEONE } : undefined
}

/** A pause has a name and no id, so another person of exactly the same name is left out too. */
async function forgetPauses(db: Db, names: ReadonlySet<string>, { after, before }: IdRange): Promise<number> {
  const rows = await db
    .selectFrom('channels')
    .select(['id', 'pausedBy'])
    .where('id', '>', after)
    .where('id', '<', before)
    .where('pausedBy', 'is not', null)
    .execute()
  let forgotten = 0
  for (const { id, pausedBy } of rows) {
    const pause = withoutPauser(JSON.parse(pausedBy ?? 'null'), names)
    if (!pause) continue
    await db
      .updateTable('channels')
      .set({ pausedBy: JSON.stringify(pause) })
      .where('id', '=', id)
      .execute()
    forgotten++
  }
  return forgotten
}

/** Papers that the person posted say so in their title. */
async function forgetPosts(db: Db, names: ReadonlySet<string>, { after, before }: IdRange): Promise<number> {
  const titles = new Set([...names].map(postedBy))
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'digest'])
    .where('channel', '>', after)
    .where('channel', '<', before)
    .where('origin', '=', 'paper')
    .execute()
  let forgotten = 0
  for (const row of rows) {
    const digest = digestIn(row)
    if (!titles.has(digest.title)) continue
    const anonymous = JSON.stringify({ ...digest, title: postedBy(SOMEONE) })
    await db.updateTable('deliveries').set({ digest: anonymous }).where('id', '=', row.id).execute()
    forgotten++
  }
  return forgotten
}

/** Changes by others record the pauses that they ended. */
async function forgetRecordedPauses(
  db: Db,
  names: ReadonlySet<string>,
  { after, before }: IdRange,
): Promise<void> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'before', 'after'])
    .where('channel', '>', after)
    .where('channel', '<', before)
    .where(({ or, eb }) => or([eb('before', 'like', '%"pausedBy"%'), eb('after', 'like', '%"pausedBy"%')]))
    .execute()
  for (const { id, ...sides } of rows) {
    await db
      .updateTable('audit')
      .set({ before: anonymousSide(sides.before, names), after: anonymousSide(sides.after, names) })
      .where('id', '=', id)
      .execute()
  }
}

const sideSchema = z.looseObject({ pausedBy: z.unknown().optional() })

function anonymousSide(text: string, names: ReadonlySet<string>): string {
  const side = sideSchema.parse(JSON.parse(text))
  const pausedBy = withoutPauser(side.pausedBy, names)
  return pausedBy ? JSON.stringify({ ...side, pausedBy }) : text
}

/** Of the typed command, only the name stays. */
async function forgetChanges(db: Db, { hashes }: StoredPerson, { after, before }: IdRange): Promise<number> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'command'])
    .where('personHash', 'in', [...hashes])
    .where('channel', '>', after)
    .where('channel', '<', before)
    .execute()
  for (const { id, command } of rows) {
    await db
      .updateTable('audit')
      .set({ person: SOMEONE, personHash: '', command: command.split(' ', 1)[0] ?? '' })
      .where('id', '=', id)
      .execute()
  }
  return rows.length
}

async function forgetSubscriptions(
  db: Db,
  { personId }: StoredPerson,
  { after, before }: IdRange,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('subscriptions')
    .set({ createdBy: SOMEONE, createdById: null })
    .where('createdById', '=', personId)
    .where('channel', '>', after)
    .where('channel', '<', before)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
