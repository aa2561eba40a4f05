import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Running, start } from '../../src/main.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { createFakeTimer, type FakeTimer } from '../fakes/timer.ts'
import { createManualTimetable, type ManualTimetable } from '../fakes/timetable.ts'

const MINUTE = 60_000

/** Last to first, before the folder is deleted. */
const cleanUps: (() => unknown)[] = []

let folder: string
let papers: FakeHuggingFace
let timer: FakeTimer
let timetable: ManualTimetable
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-ready-'))
  papers = await startHuggingFace()
  timer = createFakeTimer()
  timetable = createManualTimetable()
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  await papers.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the bot without chats; its jobs run when the test says so. */
async function startBot(databaseFolder = folder): Promise<Running> {
  const stdout = Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { isTTY: false })
  const running = await start({
    env: {
      HF_ENDPOINT: papers.url,
      DATABASE_URL: `sqlite:${join(databaseFolder, 'paper-round.db')}`,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdout,
    stderr: stdout,
    clock: createFakeClock('2026-11-23T08:00:00Z'),
    timetable: () => timetable,
    timer,
    platforms: [],
  })
  cleanUps.push(running.stop)
  await running.started()
  return running
}

async function readiness({ url }: Running): Promise<{ status: number; reasons: string[] }> {
  const response = await fetch(`${url}/readyz`)
  const { reasons = [] } = (await response.json()) as { reasons?: string[] }
  return { status: response.status, reasons }
}

describe('/readyz', () => {
  it('names the jobs that are overdue, by a clock that nobody sets, until they run again', async () => {
    const running = await startBot()
    expect(await readiness(running)).toEqual({ status: 200, reasons: [] })
    await timer.advance(3 * MINUTE)
    expect((await readiness(running)).status).toBe(200)
    await timer.advance(1)
    expect(await readiness(running)).toEqual({
      status: 503,
      reasons: ['collect', 'plan', 'deliver'].map(
        name => `The job "${name}" last ran 3 minutes ago, and should run every 1 minute.`,
      ),
    })
    await timer.advance(130 * MINUTE)
    expect((await readiness(running)).reasons).toHaveLength(5)
    await timetable.tick()
    expect(await readiness(running)).toEqual({ status: 200, reasons: [] })
  })

  it('says so when the bot is stopping', async () => {
    const running = await startBot()
    papers.faults({ kind: 'hang', times: 9 })
    const stopped = running.stop()
    // Either it answers why, or it no longer listens.
    const answer = await readiness(running).catch(() => ({ status: 503, reasons: [] }))
    expect(answer.status).toBe(503)
    await stopped
  })
})

const disk = mkdtempSync(join(tmpdir(), 'paper-round-disk-'))
const mayMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0
if (mayMount) spawnSync('umount', [disk])
rmSync(disk, { recursive: true })

describe.skipIf(!mayMount)('on a disk of 8 MB, /readyz', () => {
  it('says that it is full, with the jobs running or not, and is well once there is room', async () => {
    const small = join(folder, 'small')
    mkdirSync(small)
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small])
    cleanUps.push(() => spawnSync('umount', ['-l', small]))
    const running = await startBot(small)
    expect((await readiness(running)).status).toBe(200)
    const filler = join(small, 'filler')
    for (let size = 8 * 1024 * 1024; size >= 512; size /= 2) fill(`${filler}-${size}`, size)
    await timer.advance(10_000)
    const { status, reasons } = await readiness(running)
    expect(status).toBe(503)
    expect(reasons).toEqual([
      `The disk with the database ${join(small, 'paper-round.db')} is full. Make room on it.`,
    ])
    await timetable.tick().catch(() => {})
    expect((await readiness(running)).reasons).toEqual(reasons)
    for (let size = 8 * 1024 * 1024; size >= 512; size /= 2) rmSync(`${filler}-${size}`, { force: true })
    await timetable.tick()
    await timer.advance(10_000)
    expect(await readiness(running)).toEqual({ status: 200, reasons: [] })
  })
})

/** Writes as many bytes as the disk takes. */
function fill(file: string, size: number): void {
  try {
    writeFileSync(file, Buffer.alloc(size))
  } catch {
    // The disk is full, which is what we want.
  }
}
