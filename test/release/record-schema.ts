import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import manifest from '../../package.json' with { type: 'json' }
import { silentLog } from '../fakes/silent-log.ts'
import { dumpSchema } from './dump-schema.ts'

// Records the schema of this version, once, at its release: see CONTRIBUTING.md.

const folder = mkdtempSync(join(tmpdir(), 'paper-round-schema-'))
try {
  const path = join(folder, 'new.db')
  const store = await openSqliteStore({ path, log: silentLog })
  await store.close()
  const target = join(import.meta.dirname, `../fixtures/schemas/${manifest.version}.sql`)
  writeFileSync(target, dumpSchema(path), { flag: 'wx' })
  console.log(`Recorded ${target}`)
} finally {
  rmSync(folder, { recursive: true })
}
