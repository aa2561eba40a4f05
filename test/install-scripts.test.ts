import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ hasInstallScript: z.boolean().optional(), integrity: z.string().optional() }),
    ),
  })
  .parse(read('package-lock.json'))
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

it('only the package that brings Node runs anything when it is installed, and it alone is allowed to', () => {
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)
  expect(scripted).toEqual(['node_modules/node'])
  expect(read('package.json')).toMatchObject({ allowScripts: { node: true } })
})

it('every package is installed as it was locked, by its hash', () => {
  expect(installed.length).toBeGreaterThan(100)
  expect(
    installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
  ).toEqual([])
})
