import { StatementSync } from 'node:sqlite'
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
let inTransaction = false
let uncommitted: string[] = []

function pass(point: string): void {
  if (point === CRASH_AT && --left === 0) process.kill(process.pid, 'SIGKILL')
}

function ran(sql: string): void {
  pass('any ran')
  const statement = statementOf(sql)
  if (statement) pass(`${statement} ran`)
  if (sql.startsWith('begin')) inTransaction = true
  else if (sql === 'rollback') [inTransaction, uncommitted] = [false, []]
  else if (sql === 'commit') {
    inTransaction = false
    for (const each of uncommitted.splice(0)) pass(`${each} committed`)
  } else if (statement && inTransaction) uncommitted.push(statement)
  else if (statement) pass(`${statement} committed`)
}

const watched = <Method extends (...given: never[]) => unknown>(method: Method): Method =>
  new Proxy(method, {
    apply(target, self: StatementSync, given) {
      const result = Reflect.apply(target, self, given)
      ran(self.sourceSQL)
      return result
    },
  })

if (CRASH_AT) {
  StatementSync.prototype.run = watched(StatementSync.prototype.run)
  StatementSync.prototype.all = watched(StatementSync.prototype.all)
}

await import('../e2e/bot-process.ts')
