import { type ExecFileSyncOptions, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBuild } from '../../src/build.js'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { ROOT } from './dockerfile.ts'

/** The package as npm makes it, installed in an empty folder, on this Node and on an older one that the machine may have. */

const NOT_COPIED = new Set(['.git', 'node_modules', 'dist', 'data'])
const PAPER = { id: '2611.10001', title: 'Sparse Attention for Agents' }

/** A copy of the checkout, because npm builds the bundle anew before it packs, and other tests run from that of this one. */
let checkout: string
let folder: string
let papers: FakeHuggingFace
let hasRegistry = true

beforeAll(async () => {
  papers = await startHuggingFace()
  papers.setDay(new Date().toISOString().slice(0, 10), [wirePaper(PAPER)])
  checkout = mkdtempSync(join(tmpdir(), 'paper-round-checkout-'))
  cpSync(ROOT, checkout, { recursive: true, filter: path => !NOT_COPIED.has(relative(ROOT, path)) })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  folder = mkdtempSync(join(tmpdir(), 'paper-round-package-'))
  const quiet: ExecFileSyncOptions = { cwd: folder, stdio: 'ignore' }
  execFileSync('npm', ['pack', checkout, '--pack-destination', folder], quiet)
  const [tarball = ''] = readdirSync(folder)
  // Without one, npm installs in a folder above that has one.
  writeFileSync(join(folder, 'package.json'), '{}')
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`]
  hasRegistry = spawnSync('npm', install, quiet).status === 0
  if (!hasRegistry) console.warn('No package registry answers: the package was not installed or run.')
}, 300_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  rmSync(checkout, { recursive: true })
  await papers.close()
}, 60_000)

/** Folders of PATH with a Node: the one that runs this, and the machine's own. */
const nodes = [
  ...new Map(
    [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
      .filter(path => existsSync(join(path, 'node')) && !path.includes('node_modules/.bin'))
      .map(path => [execFileSync(join(path, 'node'), ['--version'], { encoding: 'utf8' }).trim(), path]),
  ),
]

const environment = (path: string): Record<string, string> => ({
  PATH: [path, ...(process.env.PATH ?? '').split(delimiter)].join(delimiter),
  HOME: folder,
  HF_ENDPOINT: papers.url,
  PORT: '0',
  LOG_FORMAT: 'json',
})

/** The folder of the current build. */
const buildOf = (checkout: string): string => dirname(findBuild(checkout)?.program ?? '')

it('packs what users need, and neither tests nor recorded data', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', checkout], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const names: string[] = files.map(({ path }: { path: string }) => path)
  const build = buildOf(checkout)
  expect(names).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      '.env.example',
      'docs/privacy.md',
      'adapters/slack/manifest.json',
      'src/paper-round.js',
      'src/build.js',
      'dist/current.json',
      `${build}/program.js`,
      `${build}/licenses.txt`,
    ]),
  )
  expect(names.filter(name => /^(test|deploy|node_modules|data)\/|\.env$|\.db$|\.ts$/.test(name))).toEqual([])
})

it('has the licenses of all libraries in the bundle', () => {
  const { dependencies } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  const licenses = readFileSync(join(checkout, buildOf(checkout), 'licenses.txt'), 'utf8')
  const named = [...licenses.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((\S+)\)$/gm)].map(match => match[1])
  expect(named).toEqual(expect.arrayContaining(Object.keys(dependencies)))
  expect(licenses).toContain('Permission is hereby granted, free of charge')
  expect(licenses).toContain('Apache License')
})

describe.each(nodes)('with Node %s', (_, path) => {
  const run = async (...args: string[]): Promise<{ stdout: string; stderr: string }> => {
    const program = join(folder, 'node_modules/.bin/paper-round')
    return promisify(execFile)(program, args, { cwd: folder, env: environment(path) })
  }

  it('runs commands, those with worker threads included, and keeps data and settings in the working directory', async ({
    skip,
  }) => {
    if (!hasRegistry) skip('no package registry answers')
    writeFileSync(
      join(folder, 'papers.jsonl'),
      `${JSON.stringify({ ...PAPER, summary: 'Text.', authors: ['Ada'], categories: ['cs.CL'], first_seen: '2026-11-20T00:00:00Z' })}\n`,
    )
    writeFileSync(join(folder, '.env'), 'DEFAULT_TIME=08:15\n')
    const digest = await run('digest')
    expect(digest.stdout).toContain(PAPER.title)
    expect(digest.stderr).toBe('')
    expect((await run('import', 'papers.jsonl')).stdout).toContain('Read 1 papers')
    expect((await run('search', '--local', 'sparse')).stdout).toContain(PAPER.title)
    expect((await run('doctor')).stdout).toContain(join(folder, 'data/paper-round.db'))
    const refused = await run('init').catch(error => error)
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--slack-app-token') })
    writeFileSync(join(folder, '.env'), 'DEFAULT_TIME=noon\n')
    expect(await run('doctor').catch(error => error)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('DEFAULT_TIME'),
    })
    rmSync(join(folder, '.env'))
    expect(existsSync(join(folder, 'node_modules/paper-round/data'))).toBe(false)
  })

  it('starts and stops in order', async ({ skip }) => {
    if (!hasRegistry) skip('no package registry answers')
    const bot = spawn(join(folder, 'node_modules/.bin/paper-round'), ['start'], {
      cwd: folder,
      env: environment(path),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const ended = once(bot, 'exit')
    let log = ''
    bot.stderr.on('data', chunk => {
      log += chunk
    })
    await expect.poll(() => log, { timeout: 60_000, interval: 100 }).toContain('"msg":"started"')
    bot.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(log).not.toContain('Warning')
  })
})
