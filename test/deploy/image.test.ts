import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { ROOT, readDockerfile } from './dockerfile.ts'

/** The steps of the Dockerfile in a folder of its own, because not every machine that runs the tests has Docker. */

const image = readDockerfile()
/** The folders of the stages. */
let stage: string
let folder: string
let papers: FakeHuggingFace

function copy(files: readonly string[], from: string, to: string): void {
  for (const file of files) cpSync(join(from, file), join(to, file), { recursive: true })
}

beforeAll(async () => {
  papers = await startHuggingFace()
  stage = mkdtempSync(join(tmpdir(), 'paper-round-bundle-'))
  folder = mkdtempSync(join(tmpdir(), 'paper-round-image-'))
  copy(image.bundle.files, ROOT, stage)
  for (const command of image.bundle.commands) {
    const [npm = '', ...args] = command.split(' ')
    execFileSync(npm, [...args, '--prefer-offline'], { cwd: stage, stdio: 'ignore' })
  }
  copy(image.last.files, ROOT, folder)
  copy(image.last.filesOfStage, stage, folder)
}, 180_000)
afterAll(async () => {
  rmSync(stage, { recursive: true })
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

it('has the bundle, and neither sources nor packages', () => {
  expect(readdirSync(folder).sort()).toEqual(['LICENSE', 'dist', 'docs', 'package.json', 'src'])
  expect(readdirSync(join(folder, 'src')).sort()).toEqual(['build.js', 'paper-round.js'])
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
