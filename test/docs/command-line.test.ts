import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { listed } from '../contracts/store/samples.ts'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { type FakeSmtp, startSmtp } from '../fakes/mail/smtp.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { distinct, documentedCode } from './documented.ts'

/** Each documented `paper-round` command is run. */

const PROGRAM = /^(?:npx )?paper-round (?=[a-z])/

/** Commands that run for long, ask the outside world or read standard input: they are parsed, and then refused because of a wrong setting. */
const ONLY_PARSED = /^(start|backfill)\b|--to postgres:|^init --|^email bounce -$/

let folder: string
let papers: FakeHuggingFace
let smtp: FakeSmtp
beforeAll(async () => {
  papers = await startHuggingFace()
  smtp = await startSmtp()
  const today = new Date().toISOString().slice(0, 10)
  for (const day of [today, '2026-11-20']) papers.setDay(day, [wirePaper({ id: '2611.10001' })])
  folder = mkdtempSync(join(tmpdir(), 'paper-round-docs-'))
  const store = await openSqliteStore({ path: join(folder, 'a.db'), log: silentLog })
  await store.papers.record([listed('2611.00001')], Date.now())
  await store.close()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await papers.close()
  await smtp.close()
})

/** A command that a text only names, such as `paper-round export`. */
const isName = (command: string): boolean => /^paper-round [\w-]+( --\w+)?$/.test(command)

/** A word of a command line, in quotation marks or not. */
const WORD = /'[^']*'|"[^"]*"|\S+/g

/** What a person puts in place of the words in capitals. */
function filledIn(command: string, index: number): string[] {
  const paper = JSON.stringify({
    id: '2611.10001',
    title: 'A title',
    summary: 'Text.',
    authors: ['Ada'],
    categories: ['cs.CL'],
    first_seen: '2026-11-20T00:00:00Z',
  })
  writeFileSync(join(folder, 'papers.jsonl'), `${paper}\n`)
  return (
    command
      .replace(PROGRAM, '')
      .replace('FILE.jsonl.gz', join(folder, 'papers.jsonl'))
      .replace(/\bFILE\b|\/backups\/.*/, join(folder, `${index}.out`))
      .replace('--from URL --to URL', `--from sqlite:${folder}/a.db --to sqlite:${folder}/${index}.db`)
      .replace('QUERY', 'robots')
      .replace('https://…', 'https://example.org/hook')
      .replace('--channel ID', '--channel webhook:a1b2')
      .replaceAll('…', '1')
      .match(WORD)
      ?.map(word => word.replace(/^(['"])(.*)\1$/, '$2'))
      .concat(isName(command) ? '--help' : []) ?? []
  )
}

const commands = distinct(documentedCode().filter(({ text }) => PROGRAM.test(text)))

it('there are commands of each kind', () => {
  const names = new Set(commands.map(({ text }) => text.replace(PROGRAM, '').split(' ')[0]))
  expect([...names]).toEqual(
    expect.arrayContaining([
      'start',
      'init',
      'doctor',
      'digest',
      'search',
      'backfill',
      'import',
      'deliveries',
      'backup',
      'migrate',
      'manifest',
      'rotate-keys',
      'webhook',
      'email',
      'export',
      'forget',
    ]),
  )
})

describe('a command of the documentation', () => {
  it.each(commands.map(({ text, at }, index) => [text, at, index] as const))(
    '%s (%s) works',
    async (text, _, index) => {
      const args = filledIn(text, index)
      const line = args.join(' ')
      const isOnlyParsed = ONLY_PARSED.test(line)
      const env = {
        DATABASE_URL: `sqlite:${folder}/a.db`,
        PORT: isOnlyParsed ? 'wrong' : '0',
        HF_ENDPOINT: papers.url,
        SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
        SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
        MAIL_FROM: 'papers@example.org',
        PUBLIC_URL: 'https://papers.example.org',
        WEB_TOKEN: 'a-made-up-token',
        SLACK_API_URL: 'http://127.0.0.1:9/api/',
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
      }
      const { code, stderr } = await runCommandLine(args, { cwd: folder, env })
      if (line === 'init') expect(stderr).toContain('there is no terminal to ask on')
      else if (isOnlyParsed)
        expect(stderr).toMatch(
          /PORT: should be|SLACK_APP_TOKEN: should|Discord|not? answer|ECONN|fetch|isn’t a mail server’s report/,
        )
      else expect({ code, stderr }).toMatchObject({ code: 0 })
    },
  )
})
