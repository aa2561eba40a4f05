import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from '../../../adapters/sqlite/backup.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { StoreError } from '../../../src/ports/store-error.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from './sqlite-harness.ts'

describe('a database that can’t be used is rejected with what to do', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = makeFolder()
    path = join(folder, 'test.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const open = (file = path) => openSqliteStore({ path: file, log: silentLog, lockWaitMs: 30 })
  const refusal = async (file?: string): Promise<string> => {
    const error = await open(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    return error instanceof StoreError ? error.message : ''
  }
  const change = (sql: string) => {
    const database = new DatabaseSync(path)
    database.exec(sql)
    database.close()
  }

  it('when it is a folder', async () => {
    expect(await refusal(folder)).toBe(
      `${folder} is a folder. DATABASE_URL should name a file, such as sqlite:${folder}/paper-round.db.`,
    )
  })

  it('when its folder can’t be made', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
    for (const [place, reason] of [
      [join(file, 'deeper'), 'a part of that path is a file'],
      [file, 'a part of that path is a file'],
      [join(folder, 'loop', 'deeper'), 'a link in that path leads back to itself'],
      [join(folder, 'x'.repeat(300)), 'a name in that path is too long'],
    ]) {
      expect(await refusal(join(place ?? '', 'test.db'))).toBe(
        `The folder ${place} for the database can't be made: ${reason}. Choose another DATABASE_URL, such as sqlite:./data/paper-round.db.`,
      )
    }
  })

  const isLinux = existsSync('/proc/version')
  it.skipIf(!isLinux).each(['/proc/nothing/test.db', '/proc/test.db', '/proc/version', '/sys/test.db'])(
    'when it is %s, which is no place for files',
    async file => {
      expect(await refusal(file)).toMatch(/DATABASE_URL/)
    },
  )

  it.skipIf(!isLinux)('when it isn’t a file, without waiting for what a pipe never gives', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const server = createServer().listen(join(folder, 'socket'))
    await once(server, 'listening')
    symlinkSync('/dev/zero', join(folder, 'link'))
    for (const [place, kind] of [
      [pipe, 'a pipe'],
      [join(folder, 'socket'), 'a socket'],
      ['/dev/null', 'a device'],
      ['/dev/zero', 'a device'],
      [join(folder, 'link'), 'a device'],
    ]) {
      const words = `${place} is ${kind}. DATABASE_URL should name a file, such as sqlite:./data/paper-round.db.`
      expect(await refusal(place)).toBe(words)
      expect(() => backUp(place ?? '', join(folder, 'copy.db'), 0)).toThrow(words)
      await expect(openSqliteStore({ path: place ?? '', log: silentLog, exclusive: true })).rejects.toThrow(
        words,
      )
    }
    server.close()
  })

  it.each(['-wal', '-shm', '-journal', '.lock'])('when there is a folder where its %s goes', async ending => {
    mkdirSync(`${path}${ending}`)
    expect(await refusal()).toBe(
      `${path}${ending} is a folder, and a file is put there while the database is open. Remove it, or choose another DATABASE_URL.`,
    )
  })

  it('when it is a link to nothing or to itself', async () => {
    symlinkSync('nothing', path)
    expect(await refusal()).toBe(
      `${path} is a link to nothing, where there is nothing. DATABASE_URL should name that file itself, or make it: an empty file will do.`,
    )
    const loop = join(folder, 'loop.db')
    symlinkSync(loop, loop)
    expect(await refusal(loop)).toContain(
      `${loop} can't be a database: a link in that path leads back to itself. Choose another DATABASE_URL`,
    )
  })

  it('when its path is too long for SQLite, by a byte', async () => {
    const longest = (bytes: number) => {
      const parts = `${join(folder, 'a'.repeat(200), 'b'.repeat(200))}/`
      return `${parts}${'c'.repeat(bytes - Buffer.byteLength(parts))}`
    }
    const store = await openSqliteStore({ path: longest(490), log: silentLog, exclusive: true })
    await store.keyValues.set('length', '490')
    await store.close()
    expect(await refusal(longest(491))).toMatch(
      /^DATABASE_URL names a path of 491 bytes, .{60}…, and the longest that works has 490\. Choose a shorter one/,
    )
  })

  it('when it is a file of another kind, which stays as it was', async () => {
    writeFileSync(path, 'Dear diary, '.repeat(200))
    expect(await refusal()).toBe(
      `${path} is a file, but no SQLite database; nothing was changed in it. Move it away, or choose another DATABASE_URL.`,
    )
  })

  it('when it has another program’s tables, which stay as they were', async () => {
    change('create table papers (title text)')
    expect(await refusal()).toContain(`The database ${path} can't be updated`)
    const database = new DatabaseSync(path)
    const tables = database.prepare('select name from sqlite_master').all()
    database.close()
    expect(tables).toMatchObject([{ name: 'papers' }])
  })

  it('when a newer version has written it', async () => {
    await (await open()).close()
    change("insert into kysely_migration values ('0999-mind-reading', '2031-01-01T00:00:00.000Z')")
    expect(await refusal()).toBe(
      `The database ${path} was written by a newer Paper Round (it has 0999-mind-reading). Run that version, restore a backup from before it, or choose another DATABASE_URL.`,
    )
  })

  it('when another process has it locked for too long', async () => {
    await (await open()).close()
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    expect(await refusal()).toBe(
      `The database ${path} is locked by another process. Wait until that is done, or stop it.`,
    )
    other.close()
  })

  it('when a file of an older kind is locked as a whole', async () => {
    const other = new DatabaseSync(path)
    other.exec('create table t (x); begin exclusive')
    expect(await refusal()).toContain('is locked by another process')
    other.close()
  })

  it('but it waits for a lock that is released, without blocking the process', async () => {
    const store = await openSqliteStore({ path, log: silentLog })
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const written = store.keyValues.set('patience', 'a virtue')
    await setImmediate()
    other.exec('commit')
    await written
    expect(await store.keyValues.get('patience')).toBe('a virtue')
    other.close()
    await store.close()
  })
})
