import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { type FakeSlack, startSlack } from '../fakes/slack/slack.ts'
import { CHANNEL } from '../fakes/slack/workspace.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { wirePaper } from '../fixtures/papers.ts'

/** `script` of util-linux runs a program on a terminal of its own; others have other options. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')

const LAUNCHER = join(import.meta.dirname, '../../src/paper-round.js')
const ENTER = '\r'
const CTRL_C = '\u0003'

let folder: string
let slack: FakeSlack
let papers: FakeHuggingFace
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-init-'))
  slack = await startSlack()
  papers = await startHuggingFace()
})
afterEach(async () => {
  await Promise.all([slack.close(), papers.close()])
  rmSync(folder, { recursive: true })
})

/** `init` on a terminal, and what it has shown so far. */
function runInTerminal(): {
  child: ChildProcess
  shown: () => string
  /** Waits for a question, then types. */
  answer: (question: string, typed: string) => Promise<void>
} {
  const child = spawn('script', ['-qefc', `${process.execPath} ${LAUNCHER} init`, '/dev/null'], {
    env: {
      ...COMPILE_CACHE,
      PATH: process.env.PATH ?? '',
      TERM: 'xterm',
      ENV_FILE: join(folder, '.env'),
      DATABASE_URL: `sqlite:${folder}/a.db`,
      PORT: '0',
      SLACK_API_URL: slack.apiUrl,
      HF_ENDPOINT: papers.url,
    },
  })
  let output = ''
  child.stdout.on('data', chunk => {
    output += chunk
  })
  const shown = (): string => stripVTControlCharacters(output)
  return {
    child,
    shown,
    async answer(question, typed) {
      await expect.poll(shown, { timeout: 60_000, interval: 50 }).toContain(question)
      child.stdin.write(typed)
    },
  }
}

describe.skipIf(!hasScript)('init on a terminal', () => {
  it('takes two pastes and a link from the first question to a digest in the channel, and shows no secret', async () => {
    papers.setDay(new Date().toISOString().slice(0, 10), [wirePaper({ id: '2611.10001' })])
    const { child, shown, answer } = runInTerminal()
    const ended = once(child, 'close')
    await answer('Where should digests be posted?', ENTER)
    await answer('App-level token', `xapp-wrong${ENTER}`)
    await answer('Slack refused SLACK_APP_TOKEN', `\u0015${slack.workspace.appToken}${ENTER}`)
    await answer('Bot User OAuth Token', `${slack.workspace.botToken}${ENTER}`)
    await answer('Post a test digest?', `https://made-up.slack.com/archives/${CHANNEL}${ENTER}`)
    expect(await ended).toEqual([0, null])
    expect(shown()).toContain('api.slack.com/apps?new_app=1&manifest_json=')
    expect(shown()).not.toContain(slack.workspace.appToken)
    expect(shown()).not.toContain(slack.workspace.botToken)
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(
      `SLACK_APP_TOKEN=${slack.workspace.appToken}\nSLACK_BOT_TOKEN=${slack.workspace.botToken}\n`,
    )
    expect(slack.posts).toMatchObject([{ channel: CHANNEL }])
  })

  it('leaves nothing behind after Ctrl+C', async () => {
    const { child, shown, answer } = runInTerminal()
    const ended = once(child, 'close')
    await answer('Where should digests be posted?', ENTER)
    await answer('App-level token', `${slack.workspace.appToken}${ENTER}`)
    await answer('Bot User OAuth Token', CTRL_C)
    expect(await ended).toEqual([1, null])
    expect(shown()).toContain('stopped; nothing was written')
    expect(readdirSync(folder)).toEqual([])
  })
})
