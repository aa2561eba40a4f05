import { StatementSync } from 'node:sqlite'
import pg from 'pg'
import { z } from 'zod'
import { statementOf } from './points.ts'

/**
 * The whole bot as in the end-to-end tests, except that it kills itself when its outbox reaches the point `CRASH_AT` (for
 * example `settle committed`) for the nth time.
 */
const { CRASH_AT, CRASH_NTH } = z
  .object({ CRASH_AT: z.string().default(''), CRASH_NTH: z.coerce.number().default(1) })
  .parse(process.env)

let left = CRASH_NTH

function pass(point: string): void {
  if (point === CRASH_AT && --left === 0) process.kill(process.pid, 'SIGKILL')
}

/** Notices what a connection has run. */
function watchConnection(): (sql: string) => void {
  let inTransaction = false
  let uncommitted: string[] = []
  return sql => {
    pass('any ran')
    const statement = statementOf(sql)
    if (statement) pass(`${statement} ran`)
    if (/^(begin|start transaction)/.test(sql)) inTransaction = true
    else if (sql === 'rollback') [inTransaction, uncommitted] = [false, []]
    else if (sql === 'commit') {
      inTransaction = false
      for (const each of uncommitted.splice(0)) pass(`${each} committed`)
    } else if (statement && inTransaction) uncommitted.push(statement)
    else if (statement) pass(`${statement} committed`)
  }
}

const ranOnFile = watchConnection()
const watched = <Method extends (...given: never[]) => unknown>(method: Method): Method =>
  new Proxy(method, {
    apply(target, self: StatementSync, given) {
      const result = Reflect.apply(target, self, given)
      ranOnFile(self.sourceSQL)
      return result
    },
  })

const connections = new WeakMap<object, (sql: string) => void>()
const watchedQuery = new Proxy(pg.Client.prototype.query, {
  apply(target, self: pg.Client, given) {
    const result = Reflect.apply(target, self, given)
    const [text] = given
    const ran = connections.get(self) ?? watchConnection()
    connections.set(self, ran)
    if (typeof text !== 'string' || !(result instanceof Promise)) return result
    return result.then(rows => {
      ran(text)
      return rows
    })
  },
})

if (CRASH_AT) {
  StatementSync.prototype.run = watched(StatementSync.prototype.run)
  StatementSync.prototype.all = watched(StatementSync.prototype.all)
  pg.Client.prototype.query = watchedQuery
}

const isOnServer = process.env.DATABASE_URL?.startsWith('postgres:')
await import(isOnServer ? './postgres-process.ts' : '../e2e/bot-process.ts')
