import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireInstanceLock, isInUse } from '../../../adapters/sqlite/instance-lock.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from './sqlite-harness.ts'

describe('the instance lock', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = makeFolder()
    path = join(folder, 'test.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('rejects a second bot with what to do until the first releases it', async () => {
    const release = await acquireInstanceLock(path)
    expect(isInUse(path)).toBe(true)
    await expect(acquireInstanceLock(path, 30)).rejects.toThrow(
      `Another Paper Round is running with the database ${path}, and two would get in each other's way. Stop the other one first, or give this one a DATABASE_URL of its own.`,
    )
    release()
    expect(isInUse(path)).toBe(false)
    ;(await acquireInstanceLock(path, 30))()
  })

  it('recognizes the same file by another path', async () => {
    await (await openSqliteStore({ path, log: silentLog })).close()
    const release = await acquireInstanceLock(path)
    symlinkSync(path, join(folder, 'other.db'))
    await expect(acquireInstanceLock(join(folder, 'other.db'), 30)).rejects.toThrow(
      'Another Paper Round is running',
    )
    release()
  })

  it('lets other handles read and write, and is released when the store closes', async () => {
    const bot = await openSqliteStore({ path, log: silentLog, exclusive: true })
    const beside = await openSqliteStore({ path, log: silentLog })
    await beside.keyValues.set('who', 'beside')
    expect(await bot.keyValues.get('who')).toBe('beside')
    await beside.close()
    expect(isInUse(path)).toBe(true)
    await bot.close()
    expect(isInUse(path)).toBe(false)
  })

  it('is released when its process is killed', async () => {
    const holder = `
      const { acquireInstanceLock } = await import(${JSON.stringify(join(import.meta.dirname, '../../../adapters/sqlite/instance-lock.ts'))})
      await acquireInstanceLock(${JSON.stringify(path)})
      process.stdout.write('held')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder])
    await once(child.stdout, 'data')
    expect(isInUse(path)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(isInUse(path)).toBe(false)
    ;(await acquireInstanceLock(path, 30))()
  })
})
