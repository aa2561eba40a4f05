import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from '../../../adapters/sqlite/backup.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { CHANNEL, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from './sqlite-harness.ts'

let folder: string
let path: string
let copy: string
beforeEach(() => {
  folder = makeFolder()
  path = join(folder, 'test.db')
  copy = join(folder, 'copies', 'copy.db')
  mkdirSync(join(folder, 'copies'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (file = path) => openSqliteStore({ path: file, log: silentLog })

describe('a backup', () => {
  it('is complete while another process writes, and doesn’t stop it', async () => {
    const writer = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), path])
    const exited = once(writer, 'exit')
    await once(writer.stdout, 'data')
    const sizes = [1, 2, 3].map(number => backUp(path, `${copy}.${number}`, NOW).bytes)
    // Twice, because one may have begun before.
    await once(writer.stdout, 'data')
    await once(writer.stdout, 'data')
    writer.kill('SIGKILL')
    await exited
    for (const [index, bytes] of sizes.entries()) {
      const file = `${copy}.${index + 1}`
      expect(statSync(file).size).toBe(bytes)
      const store = await open(file)
      const rows = await store.outbox.latest(CHANNEL, 10_000)
      const sent = rows.filter(({ state }) => state === 'sent')
      expect(sent.length).toBeGreaterThan(0)
      const papers = sent.flatMap(row => row.digest.entries.map(({ paperId }) => paperId))
      const kept = new Set((await store.papers.candidates(MONDAY)).map(({ paper }) => paper.id))
      expect(papers.filter(id => !kept.has(id))).toEqual([])
      const unsent = rows.filter(({ state }) => state !== 'sent').length
      expect((await store.outbox.postedPapers(CHANNEL)).size).toBe(papers.length + 3 * unsent)
      await store.close()
    }
  })

  it('never overwrites a file', async () => {
    await (await open()).close()
    writeFileSync(copy, 'precious')
    expect(() => backUp(path, copy, NOW)).toThrow(`${copy} is there already and was left as it is.`)
    expect(readFileSync(copy, 'utf8')).toBe('precious')
    expect(readdirSync(join(folder, 'copies'))).toEqual(['copy.db'])
  })

  it('leaves the database unchanged, even one of an older version', async () => {
    const older = new DatabaseSync(path)
    older.exec('create table notes (name text primary key, value text, expires_at integer)')
    older.close()
    const before = readFileSync(path)
    backUp(path, copy, NOW)
    expect(readFileSync(path)).toEqual(before)
    expect(readdirSync(join(folder, 'copies'))).toEqual(['copy.db'])
  })

  it('says why it can’t be made', async () => {
    expect(() => backUp(path, copy, NOW)).toThrow(
      `There is no database at ${path}, so there is nothing to copy.`,
    )
    await (await open()).close()
    const nowhere = join(folder, 'nowhere', 'copy.db')
    expect(() => backUp(path, nowhere, NOW)).toThrow(`There is no folder ${join(folder, 'nowhere')}`)
    writeFileSync(join(folder, 'file'), '')
    expect(() => backUp(join(folder, 'file'), copy, NOW)).toThrow(
      `isn't a database of Paper Round. DATABASE_URL should name one.`,
    )
    writeFileSync(path, 'Dear diary, '.repeat(200))
    expect(() => backUp(path, copy, NOW)).toThrow('no SQLite database')
    expect(readdirSync(join(folder, 'copies'))).toEqual([])
  })

  it('keeps no copy of a database that is damaged', async () => {
    const store = await open()
    for (let number = 0; number < 200; number++) await store.keyValues.set(`note ${number}`, 'x'.repeat(500))
    await store.close()
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 40_960, bytes.length - 4_096)
    writeFileSync(path, bytes)
    expect(() => backUp(path, copy, NOW)).toThrow('is damaged')
    expect(readdirSync(join(folder, 'copies'))).toEqual([])
  })
})
