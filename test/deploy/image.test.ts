import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { ROOT, readDockerfile } from './dockerfile.ts'

/** The steps of the Dockerfile in a folder of its own, because not every machine that runs the tests has Docker. */

const image = readDockerfile()
let folder: string
let papers: FakeHuggingFace

beforeAll(async () => {
  papers = await startHuggingFace()
  folder = mkdtempSync(join(tmpdir(), 'paper-round-image-'))
  for (const file of ['package.json', 'package-lock.json', ...image.files]) {
    cpSync(join(ROOT, file), join(folder, file), { recursive: true })
  }
  const [npm = '', ...args] = image.install.split(' ')
  execFileSync(npm, [...args, '--prefer-offline'], { cwd: folder, stdio: 'ignore' })
}, 180_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await papers.close()
})

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await once(server.close(), 'close')
  return String(typeof address === 'object' && address?.port)
}

it('has the packages that the bot runs with, and no others', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const installed = readdirSync(join(folder, 'node_modules'))
  const names = (of: Record<string, string>) => Object.keys(of).map(name => name.split('/')[0])
  expect(installed).toEqual(expect.arrayContaining(names(dependencies)))
  for (const name of [...Object.keys(optionalDependencies), 'typescript', 'vitest', '@biomejs']) {
    expect(installed).not.toContain(name)
  }
  expect(Object.keys(devDependencies)).toContain('vitest')
})

it('starts, is healthy, and stops in order', async () => {
  const env = {
    ...process.env,
    ...image.env,
    PORT: await freePort(),
    HF_ENDPOINT: papers.url,
    DATABASE_URL: `sqlite:${join(folder, 'data/paper-round.db')}`,
  }
  const [, ...args] = image.command
  const bot = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' })
  const ended = once(bot, 'exit')
  const isHealthy = (): boolean => {
    const [, ...check] = image.healthCheck
    try {
      execFileSync(process.execPath, check, { env, stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  await expect.poll(isHealthy, { timeout: 60_000, interval: 200 }).toBe(true)
  expect(statSync(join(folder, 'data/paper-round.db')).mode & 0o777).toBe(0o600)
  bot.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(isHealthy()).toBe(false)
})
