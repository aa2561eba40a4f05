import type { Store } from '../ports/store.ts'
import { bytesText } from '../text/format.ts'
import { lengthText } from '../time/time-text.ts'
import { checkBot } from './bot.ts'
import { type Finding, fault, ok, warning } from './check.ts'

/** A transaction that has locked what others wait for. Of other users' connections little is known. */
export interface LockHolder {
  pid: number
  /** What its program calls itself. */
  program: string | undefined
  user: string | undefined
  /** What it does: `active`, `idle in transaction`. */
  state: string | undefined
  heldMs: number | undefined
  /** Whether it creates or updates our tables. */
  migrates: boolean
}

/** The server of a database, as it is now. */
export interface Server {
  /** The name of the database and where it is. */
  name: string
  version: string
  /** By how much the server's clock is ahead of this process's, ms; negative if it is behind. */
  aheadMs: number
  /** Connections to this database that wait for what others have locked. */
  waiting: { count: number; longestMs: number }
  /** Who has those locks, and others that are kept for long. */
  holders: readonly LockHolder[]
  /** Connections to the whole server. */
  connections: { used: number; most: number }
  /** Whether a bot is running on this database. */
  isInUse: boolean
  /** Rows of the outbox, and dead rows, which still take space. */
  outbox: { dead: number; live: number }
  /** The size of this database, and how much of all databases the server itself keeps in memory (`shared_buffers`), bytes. */
  memory: { database: number; kept: number }
}

/** A larger difference shows in digests, ms, because each process takes the time of an edition from its own clock. */
const MUCH_AHEAD_MS = 5_000
/** A transaction takes some 40 ms. */
const LONG_WAIT_MS = 5_000
const FEW_LEFT = 10
const MEBIBYTE = 2 ** 20
/** PostgreSQL's own default of `shared_buffers`, bytes, which is enough for a smaller database than this. */
const DEFAULT_KEPT = 128 * MEBIBYTE
const LARGE_DATABASE = 1024 * MEBIBYTE
/** The server tidies up by itself once a fifth of the rows is dead; with fewer rows than this it doesn't matter. */
const MANY_DEAD = 10_000

/** @throws StoreError where the database can't be read for another reason than locks */
export async function checkServerDatabase(
  { name, version }: Pick<Server, 'name' | 'version'>,
  store: Pick<Store, 'check' | 'size'>,
): Promise<Finding> {
  const damage = await store.check()
  const size = bytesText(await store.size())
  return damage.length === 0
    ? ok('database', `${name}, PostgreSQL ${version}, ${size}, is undamaged.`)
    : fault('database', `${name} is damaged (${damage[0]}). Reindex it, or restore a backup on a sound disk.`)
}

/** What doesn't need the tables. */
export function checkServer(server: Server): Finding[] {
  const { connections } = server
  return [
    checkClock(server),
    checkLocks(server),
    connections.most - connections.used >= FEW_LEFT
      ? ok('server', `has ${connections.used} of ${connections.most} connections in use.`)
      : warning(
          'server',
          `has ${connections.used} of ${connections.most} connections in use. Stop what doesn't need them, or raise max_connections.`,
        ),
    checkOutbox(server),
    checkMemory(server),
    checkBot(server.isInUse),
  ]
}

function checkClock({ aheadMs }: Server): Finding {
  if (Math.abs(aheadMs) < MUCH_AHEAD_MS) return ok('clock', 'agrees with that of the database.')
  return warning(
    'clock',
    `of the database is ${lengthText(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's. Let both follow a time server (NTP).`,
  )
}

function checkLocks({ waiting: { count, longestMs }, holders }: Server): Finding {
  const isLong = longestMs >= LONG_WAIT_MS
  if (!isLong && holders.length === 0) return ok('locks', 'hold nothing up.')
  const waiting = isLong
    ? `hold up ${count} ${count === 1 ? 'connection' : 'connections'}, for ${lengthText(longestMs)}.`
    : 'hold up whatever needs the same tables.'
  if (holders.length > 0) return warning('locks', [waiting, ...holders.map(holderText)].join(' '))
  return warning(
    'locks',
    `${waiting} To see who has them: select pid, pg_blocking_pids(pid), query from pg_stat_activity where wait_event_type = 'Lock'; to end one: select pg_terminate_backend(PID).`,
  )
}

function holderText({ pid, program, user, state, heldMs, migrates }: LockHolder): string {
  const held = heldMs === undefined ? undefined : `for ${lengthText(heldMs)}`
  const doing = [state, held].filter(Boolean).join(' ')
  const facts = [program, user && `user ${user}`, doing].filter(Boolean).join(', ')
  const who = `The process ${pid}${facts && ` (${facts})`}`
  const end = `psql "$DATABASE_URL" -c "select pg_terminate_backend(${pid})"`
  return migrates
    ? `${who} is creating or updating the tables: wait until it is done. If it hangs, end it: ${end}`
    : `${who} has them. To end it: ${end}`
}

function checkOutbox({ outbox: { dead, live } }: Server): Finding {
  if (dead < MANY_DEAD || dead <= live) return ok('outbox', `has ${live} rows and little unused space.`)
  return warning(
    'outbox',
    `has ${live} rows and ${dead} dead ones, which make it slow. Autovacuum should remove them: check that it is on, or run: vacuum analyze deliveries`,
  )
}

function checkMemory({ memory: { database, kept } }: Server): Finding {
  const keptText = `${Math.round(kept / MEBIBYTE)} MB`
  if (kept > DEFAULT_KEPT || database < LARGE_DATABASE)
    return ok('server', `keeps up to ${keptText} of the database in memory.`)
  return warning(
    'server',
    `keeps only ${keptText} of the database's ${bytesText(database)} in memory. Searches take a quarter less time once shared_buffers is a quarter of the server's memory.`,
  )
}
