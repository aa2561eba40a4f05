import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { PLATFORMS } from '../../adapters/platforms.ts'
import { start } from '../../src/main.ts'
import type { Mailer } from '../../src/ports/mail.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { createManualTimetable } from '../fakes/timetable.ts'

/** Starts the bot without a chat, as `npm start` does, with these lists. @returns the address of its pages */
export async function startWebBot(
  days: Readonly<Record<string, readonly unknown[]>>,
  env: Record<string, string> = {},
  mailer?: Mailer,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-web-'))
  const papers = await startHuggingFace({ days })
  const stdout = Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { isTTY: false })
  const running = await start({
    env: {
      HF_ENDPOINT: papers.url,
      ARXIV_ENDPOINT: papers.url,
      DATABASE_URL: `sqlite:${join(folder, 'paper-round.db')}`,
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdout,
    stderr: stdout,
    clock: createFakeClock('2026-11-24T12:00:00Z'),
    timetable: createManualTimetable,
    platforms: PLATFORMS,
    ...(mailer && { mailing: { server: { ...mailer, check: async () => undefined, close() {} } } }),
  })
  onTestFinished(async () => {
    await running.stop()
    await papers.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await running.started()
  return running.url
}
