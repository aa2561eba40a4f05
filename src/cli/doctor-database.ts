import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isInUse } from '../../adapters/sqlite/instance-lock.ts'
import { type DatabasePlace, nameOf, openEmptyStore, openStoreAsItIs } from '../../adapters/stores.ts'
import { HOME, thisProcess } from '../composition/process.ts'
import { checkBackup } from '../doctor/backup.ts'
import { checkBot } from '../doctor/bot.ts'
import { type Finding, fault, warning } from '../doctor/check.ts'
import { checkPermissions, type PrivatePath } from '../doctor/permissions.ts'
import { checkServer, checkServerDatabase, type Server } from '../doctor/server.ts'
import { checkDisk, checkFile } from '../doctor/storage.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { OlderSchemaError, StoreError } from '../ports/store-error.ts'
import { environmentFile } from './environment-file.ts'
import { backupOf } from './last-backup.ts'

/** The database as doctor finds it. */
export interface ExaminedDatabase {
  findings: Finding[]
  /** Whether a bot is running on it. */
  isInUse: boolean
  /** An empty one where the database can't be used, because other checks need one. */
  store: Store
  isUsable: boolean
}

/** These paths and the settings, as far as they exist. Windows has no such permissions. */
function privatePaths(paths: readonly string[]): PrivatePath[] {
  if (process.platform === 'win32') return []
  return [...paths, environmentFile(thisProcess.env, HOME)].flatMap(path => {
    const stats = statOf(path)
    const isPrivate = stats?.isFile() || stats?.isDirectory()
    return stats && isPrivate ? [{ path, isFolder: stats.isDirectory(), mode: stats.mode }] : []
  })
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // That this user may not look into its folder is another finding.
    return undefined
  }
}

/** Opens the store and examines it, or says why that isn't possible. */
async function openAndCheck(
  place: DatabasePlace,
  log: Log,
  check: (store: Store) => Promise<Finding[]>,
): Promise<Omit<ExaminedDatabase, 'isInUse'>> {
  let opened: Store | undefined
  try {
    opened = await openStoreAsItIs(place, log)
    return { findings: await check(opened), store: opened, isUsable: true }
  } catch (error) {
    await opened?.close()
    if (!(error instanceof StoreError)) throw error
    return { findings: [await problemOf(error, place)], store: await openEmptyStore(log), isUsable: false }
  }
}

async function problemOf(error: StoreError, place: DatabasePlace): Promise<Finding> {
  if (error instanceof OlderSchemaError) return warning('database', error.message)
  if (place.kind === 'file' || error.trouble !== 'locked') return fault('database', error.message)
  return fault(
    'database',
    `${await nameOf(place)} couldn’t be read, because others have locks on it; the line “locks” says who.`,
  )
}

async function examineServer(url: string, log: Log): Promise<ExaminedDatabase> {
  const { inspectServer } = await import('../../adapters/postgres/inspect.ts')
  const inspect = (): Promise<Server> => inspectServer(url, thisProcess.clock.now)
  const permissions = checkPermissions(privatePaths([]))
  try {
    const before = await inspect()
    const { findings, ...rest } = await openAndCheck({ kind: 'server', url }, log, async store => [
      await checkServerDatabase(before, store),
    ])
    // What held us up has been there for a while now.
    const server = rest.isUsable ? before : await inspect()
    return {
      ...rest,
      findings: [...findings, ...checkServer(server), ...permissions],
      isInUse: server.isInUse,
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const findings = [fault('database', error.message), ...permissions]
    return { findings, isInUse: false, store: await openEmptyStore(log), isUsable: false }
  }
}

async function diskOf(folder: string): Promise<Finding[]> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return [checkDisk(folder, bavail * bsize)]
  } catch {
    // The folder isn't there, which is why the database can't be opened.
    return []
  }
}

async function examineFile(file: string, log: Log, timezone: string): Promise<ExaminedDatabase> {
  const { findings, ...rest } = await openAndCheck({ kind: 'file', file }, log, async store => [
    await checkFile(file, store),
  ])
  const backup = rest.isUsable ? checkBackup(backupOf(file), thisProcess.clock.now(), timezone) : []
  const folder = dirname(file)
  const inUse = statOf(folder) !== undefined && isInUse(file)
  const files = ['', '-wal', '-shm', '.lock'].map(ending => `${file}${ending}`)
  return {
    ...rest,
    isInUse: inUse,
    findings: [
      ...findings,
      ...(await diskOf(folder)),
      checkBot(inUse),
      ...backup,
      ...checkPermissions(privatePaths([folder, ...files])),
    ],
  }
}

/** The state of the database and of what it is on, and whether a bot is running on it. Nothing is changed in a database that exists. */
export const examineDatabase = (
  place: DatabasePlace,
  { log, timezone }: { log: Log; timezone: string },
): Promise<ExaminedDatabase> =>
  place.kind === 'server' ? examineServer(place.url, log) : examineFile(place.file, log, timezone)
