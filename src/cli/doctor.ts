import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isHeld } from '../../adapters/sqlite/instance-lock.ts'
import { createCollector } from '../collecting/collector.ts'
import { checkChats } from '../doctor/chats.ts'
import { type Finding, ok } from '../doctor/check.ts'
import { checkDelivery } from '../doctor/delivery.ts'
import { checkSource } from '../doctor/sources.ts'
import { checkStorage, type Place } from '../doctor/storage.ts'
import { createSource, loadChats, thisProcess, VERSION } from '../main.ts'
import { addDays, dayAt } from '../time/days.ts'
import { withStore } from './with-store.ts'

const MARKS: Record<Finding['state'], string> = { ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' }

/** A list on a day whose papers are out, whatever hour it is. */
const SURE_DAYS_BACK = 3

async function placeOf(path: string): Promise<Place> {
  const file = resolve(path)
  const { bavail, bsize } = await statfs(dirname(file))
  return { file, free: bavail * bsize, isInUse: isHeld(file) }
}

/**
 * Looks at all that Paper Round needs, and prints how it stands and what to do. Exit code 1 where something is at fault. It
 * changes nothing, and works beside a running bot.
 * @throws ConfigError and StoreError, which say the same of settings and of a database that can't be opened
 */
export async function runDoctor(options: { json?: boolean }): Promise<void> {
  const { clock, stdout } = thisProcess
  const { result: findings } = await withStore(async ({ env, store, log }): Promise<Finding[]> => {
    const now = clock.now()
    const quiet = { ...log, warn: log.debug, error: log.debug }
    const source = createSource(env, { clock, log: quiet })
    const { feed } = createCollector({ source, ...store, clock, log: quiet })
    const connect = await loadChats(env, { keyValues: store.keyValues, clock, log: quiet })
    const { slack, discord } = connect({
      run: async () => ({ visibility: 'ephemeral', lines: [] }),
      suggest: async () => [],
      accessRestored: async () => {},
    })
    const chats = [slack, discord].filter(chat => chat !== undefined)
    try {
      const day = addDays(dayAt(now, 'UTC'), -SURE_DAYS_BACK)
      return [
        ok('settings', `are understood. Paper Round ${VERSION}, Node ${process.version}.`),
        ...(await checkStorage(await placeOf(env.DATABASE_URL), store)),
        ...(await checkSource(source, await feed(), day)),
        ...(await checkChats(chats)),
        ...(await checkDelivery(store, now, env.DEFAULT_TIMEZONE)),
      ]
    } finally {
      await Promise.all(chats.map(chat => chat.stop()))
    }
  })
  const width = Math.max(...findings.map(({ what }) => what.length))
  const lines = findings.map(({ what, state, text }) => `${MARKS[state]}${what.padEnd(width)}  ${text}`)
  stdout.write(`${options.json ? JSON.stringify(findings) : lines.join('\n')}\n`)
  if (findings.some(({ state }) => state === 'fault')) process.exitCode = 1
}
