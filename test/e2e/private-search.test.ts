import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommandLine } from '../fixtures/command-line.ts'
import { type Environment, startEnvironment } from './environment.ts'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
})
afterEach(() => environment.close())

it.each([
  ['on', true],
  ['off', false],
])(
  'words that are searched for leave the process when REMOTE_SEARCH is on, never when it is off: %s',
  async (REMOTE_SEARCH, leave) => {
    const { papers, arxiv, slack, env } = environment
    const sent = () => [...papers.requests, ...arxiv.requests].filter(({ url }) => /zebra/i.test(url.href))
    await environment.startBot('2026-11-23T08:00:00Z', { REMOTE_SEARCH })
    const typed = await slack.sendCommand('search zebras')
    expect((await typed.answer()).text).toContain('zebras')
    expect(sent().length > 0).toBe(leave)
    const cwd = dirname(env.DATABASE_URL?.replace('sqlite:', '') ?? '')
    const { code } = await runCommandLine(['search', 'zebra foals'], { cwd, env: { ...env, REMOTE_SEARCH } })
    expect(code).toBe(0)
    expect(sent().some(({ url }) => url.href.includes('foals'))).toBe(leave)
  },
)
