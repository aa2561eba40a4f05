import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const text = readFileSync(new URL('SECURITY.md', root), 'utf8')

it('every test that SECURITY.md names is there, and every row of its threats names one', () => {
  const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path)
  expect(named.filter(path => !existsSync(new URL(path, root)))).toEqual([])
  const threats = text.slice(text.indexOf('## Who could want what')).match(/^\| (?!who,).+$/gm) ?? []
  expect(threats).toHaveLength(14)
  expect(threats.filter(row => !/`test\/[^`]+`.* \|$/.test(row))).toEqual([])
})
