import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findBuild, isOfSources } from '../../src/build.js'
import { ROOT } from './dockerfile.ts'

/** `npm run build` in a copy of the checkout. */

const COPIED = new Set(['adapters', 'bundle.js', 'config', 'package.json', 'src'])

let folder: string
let checkout: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-build-'))
  checkout = join(folder, 'checkout')
  const isCopied = (path: string) => path === ROOT || COPIED.has(relative(ROOT, path).split('/')[0] ?? '')
  cpSync(ROOT, checkout, { recursive: true, filter: isCopied, preserveTimestamps: true })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const build = (at = checkout, env: Record<string, string> = {}): void =>
  void execFileSync(process.execPath, [join(at, 'bundle.js')], {
    cwd: folder,
    env: { ...process.env, ...env },
  })

/** Changes what the program prints for `help`. */
const change = (): void => appendFileSync(join(checkout, 'src/cli/program.ts'), 'console.log("changed")\n')

/** Runs the command `help` of a build. */
const help = (program: string): string =>
  execFileSync(process.execPath, [join(checkout, program), 'help'], { encoding: 'utf8' })

function current() {
  const found = findBuild(checkout)
  if (!found) throw new Error('there is no whole build')
  return found
}

it('makes a build of the sources, and keeps the ones before, which a bot may be running from', () => {
  build()
  const first = current()
  expect(isOfSources(checkout, first)).toBe(true)
  change()
  expect(isOfSources(checkout, current())).toBe(false)
  build()
  const second = current()
  expect(isOfSources(checkout, second)).toBe(true)
  expect(help(second.program)).toContain('changed')
  expect(help(first.program)).not.toContain('changed')
  change()
  build()
  change()
  build()
  expect(readdirSync(join(checkout, 'dist')).sort()).toEqual(
    expect.arrayContaining([dirname(second.program).slice('dist/'.length), 'current.json']),
  )
  expect(readdirSync(join(checkout, 'dist'))).toHaveLength(4)
})

it('packs no other builds than the current one', () => {
  build()
  change()
  build(checkout, { npm_command: 'pack' })
  expect(readdirSync(join(checkout, 'dist')).sort()).toEqual([
    dirname(current().program).slice('dist/'.length),
    'current.json',
  ])
})

it('repairs a build', () => {
  build()
  const { program } = current()
  rmSync(join(checkout, program))
  expect(findBuild(checkout)).toBeUndefined()
  build()
  expect(help(current().program)).toContain('Usage')
})

it('leaves the current build where the next one is interrupted', async () => {
  build()
  const before = current()
  change()
  const watcher = watch(join(checkout, 'dist'), { recursive: true })
  const interrupted = spawn(process.execPath, [join(checkout, 'bundle.js')], { stdio: 'ignore' })
  await once(watcher, 'change')
  watcher.close()
  interrupted.kill('SIGKILL')
  await once(interrupted, 'exit')
  expect(current()).toEqual(before)
  expect(isOfSources(checkout, before)).toBe(false)
})

it('can be run by another path', () => {
  symlinkSync(checkout, join(folder, 'link'))
  build(join(folder, 'link'))
  expect(current().program).toMatch(/^dist\/build-[0-9a-f]{12}\/program\.js$/)
})
