import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { runDoctor } from './run-doctor.ts'

/** Disks that are nearly full, and files with the wrong rights. */

const isRoot = process.getuid?.() === 0
/** Takes from root its right to read and write everything, whatever the mode of a file. */
const RESTRICT = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search']
const canRestrict = !isRoot || spawnSync('setpriv', [...RESTRICT.slice(1), 'true']).status === 0
const needsRestricting = canRestrict ? '' : ' (skipped: root’s rights can’t be restricted here)'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-doctor-files-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

/** What doctor finds of a database, with a source that answers. */
async function diagnose(
  file: string,
  env: Record<string, string> = {},
  options: { runner?: readonly string[] } = {},
) {
  const papers = await startHuggingFace()
  const settings = { DATABASE_URL: `sqlite:${file}`, PORT: '0', HF_ENDPOINT: papers.url, ...env }
  const diagnosis = await runDoctor(folder, settings, options)
  await papers.close()
  return diagnosis
}

async function createDatabase(file: string): Promise<void> {
  const store = await openSqliteStore({ path: file, log: silentLog })
  await store.close()
}

/** A disk of 24 MB; undefined where none can be mounted, which takes a privileged user. */
function mountSmallDisk(path: string): boolean {
  mkdirSync(path)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'paper-round-test', path]).status === 0
}

const probe = mkdtempSync(join(tmpdir(), 'paper-round-mount-'))
const canMount = isRoot && mountSmallDisk(join(probe, 'disk'))
if (canMount) spawnSync('umount', [join(probe, 'disk')])
rmSync(probe, { recursive: true })
const needsMount = canMount ? '' : ' (skipped: no disk can be mounted here)'

describe.skipIf(!canMount)(`a disk${needsMount}`, () => {
  let disk: string
  beforeEach(() => {
    disk = join(folder, 'disk')
    mountSmallDisk(disk)
  })
  afterEach(() => {
    spawnSync('umount', [disk])
  })

  it('that is nearly full is named, with how much is left', async () => {
    const { code, findings } = await diagnose(join(disk, 'a.db'))
    expect(findings).toContainEqual({
      what: 'disk',
      state: 'warning',
      text: expect.stringMatching(
        new RegExp(`^has only \\d+(\\.\\d)? MB free at ${disk}\\. Make room there before it is full`),
      ),
    })
    expect(code).toBe(0)
  })

  it('that is full is named, and everything else is checked', async () => {
    await createDatabase(join(disk, 'a.db'))
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'other')}`, 'bs=4k'])
    const { code, findings } = await diagnose(join(disk, 'a.db'))
    expect(findings).toContainEqual({
      what: 'database',
      state: 'fault',
      text: `The disk with the database ${disk}/a.db is full. Make room on it.`,
    })
    expect(findings).toContainEqual({ what: 'source', state: 'ok', text: 'Hugging Face answers.' })
    expect(code).toBe(1)
  })
})

describe.skipIf(!canRestrict)(`rights${needsRestricting}`, () => {
  it.each<[string, (file: string) => Promise<void>, (file: string) => string]>([
    [
      'a folder that doesn’t let this user write',
      async () => chmodSync(folder, 0o555),
      file => `may not write in ${join(file, '..')}. Let it, by chown or chmod`,
    ],
    [
      'a database that doesn’t let this user read',
      async file => {
        await createDatabase(file)
        chmodSync(file, 0)
      },
      file => `may not read and write ${file}. Let it, by chown or chmod`,
    ],
    [
      'a folder that can’t be made',
      async () => chmodSync(folder, 0o555),
      () => "can't be made: this user may not",
    ],
  ])('%s: the database can’t be opened, and everything else is checked', async (name, make, words) => {
    const file = join(folder, name.includes('made') ? 'data/a.db' : 'a.db')
    await make(file)
    const { code, findings } = await diagnose(file, {}, isRoot ? { runner: RESTRICT } : {})
    expect(findings).toContainEqual({
      what: 'database',
      state: 'fault',
      text: expect.stringContaining(words(file)),
    })
    expect(findings).toContainEqual({ what: 'source', state: 'ok', text: 'Hugging Face answers.' })
    expect(code).toBe(1)
  })

  it('of settings and a database that others can read are named, each with the command that changes it', async () => {
    const file = join(folder, 'a.db')
    const settings = join(folder, 'settings.env')
    await createDatabase(file)
    writeFileSync(settings, '')
    for (const each of [file, settings]) chmodSync(each, 0o644)
    const { code, findings, output } = await diagnose(file, { ENV_FILE: settings })
    for (const each of [file, settings])
      expect(findings).toContainEqual({
        what: 'permissions',
        state: 'warning',
        text: `Other users of this machine may have access to ${each} (mode 644). To change that: chmod 600 ${each}`,
      })
    expect(output).not.toContain('undefined')
    expect(code).toBe(0)
  })
})

it('a database of an older version is left as it is, and what the next start does is said', async () => {
  const file = join(folder, 'a.db')
  await createDatabase(file)
  const db = new DatabaseSync(file)
  onTestFinished(() => db.close())
  const namesOf = () => db.prepare('select name from kysely_migration order by name').all()
  const latest = namesOf().at(-1)?.name
  db.exec(`delete from kysely_migration where name = '${latest}'`)
  const before = namesOf()
  const { code, findings } = await diagnose(file)
  expect(findings).toContainEqual({
    what: 'database',
    state: 'warning',
    text: `The database ${file} has the schema of an older Paper Round. The next start updates it (${latest}). Back it up before: an older version can't read it afterwards; see docs/deploy.md.`,
  })
  expect(code).toBe(0)
  expect(namesOf()).toEqual(before)
})
