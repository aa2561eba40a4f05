import { expect, it } from 'vitest'
import { databaseFile } from '../../../adapters/sqlite/database-file.ts'

it.each([
  ['./data/paper-round.db', '/project/data/paper-round.db'],
  ['a.db', '/project/a.db'],
  ['../a.db', '/a.db'],
  ['/var/lib/a.db', '/var/lib/a.db'],
  ['//var/lib/a.db', '/var/lib/a.db'],
  ['~/a.db', '/home/ada/a.db'],
  ['data/~/a.db', '/project/data/~/a.db'],
])('the database %s is the file %s', (path, file) => {
  expect(databaseFile(path, '/project', '/home/ada')).toBe(file)
})
