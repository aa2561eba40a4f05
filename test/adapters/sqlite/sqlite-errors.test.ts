import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { StoreError } from '../../../src/ports/store-error.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from './sqlite-home.ts'

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
    writeFileSync(join(folder, 'file'), '')
    const message = await refusal(join(folder, 'file', 'deeper', 'test.db'))
    expect(message).toContain(`The folder ${join(folder, 'file', 'deeper')} for the database can't be made`)
    expect(message).toContain('Make it by hand, or choose another DATABASE_URL.')
    expect(await refusal(join(folder, 'file', 'test.db'))).toContain("can't be made")
  })

  it('when it is a file of another kind, which stays as it was', async () => {
    writeFileSync(path, 'Dear diary, '.repeat(200))
    expect(await refusal()).toBe(
      `${path} is a file, but no SQLite database; nothing was changed in it. Move it away, or choose another DATABASE_URL.`,
    )
  })

  it('when it has another program’s tables, which stay as they were', async () => {
    change('create table papers (title text)')
    expect(await refusal()).toContain(`The database ${path} can't be brought up to date`)
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
