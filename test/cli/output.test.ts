import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'

const DAY = '2026-11-20'

let folder: string
let papers: FakeHuggingFace
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-output-'))
  papers = await startHuggingFace()
  papers.setDay(DAY, [wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: DAY })])
  writeFileSync(join(folder, 'papers.jsonl'), `${JSON.stringify({ id: '2611.00002', title: 'Two' })}\n`)
  // So that there is something to copy.
  await run(['deliveries'])
})
afterAll(async () => {
  await papers.close()
  rmSync(folder, { recursive: true })
})

const run = (args: readonly string[], stdout?: number | 'closed') =>
  runCommandLine(args, {
    cwd: folder,
    env: { DATABASE_URL: `sqlite:${folder}/a.db`, HF_ENDPOINT: papers.url, PORT: '0' },
    ...(stdout !== undefined && { stdout }),
  })

let copies = 0
const newCopy = () => join(folder, `copy-${++copies}.db`)

/** Every command that prints what it was asked for. */
describe.each([
  ['--help', () => []],
  ['--version', () => []],
  ['help', () => ['search']],
  ['digest', () => ['--date', DAY]],
  ['search', () => ['--local', 'agents']],
  ['search', () => ['--local', '--json', 'agents']],
  ['backfill', () => ['--from', DAY, '--to', DAY]],
  ['import', () => [join(folder, 'papers.jsonl')]],
  ['deliveries', () => []],
  ['doctor', () => []],
  ['backup', () => [newCopy()]],
] as const)('%s', (name, rest) => {
  const args = () => [name, ...rest()]
  it('says in one line that a full disk took its output, and fails', async () => {
    const full = openSync('/dev/full', 'w')
    const { code, stderr } = await run(args(), full)
    closeSync(full)
    expect(code).toBe(1)
    expect(stderr.split('\n').slice(-2)).toEqual([
      "error: the output can't be written: the disk is full (ENOSPC)",
      '',
    ])
    expect(stderr).not.toContain('    at ')
  })

  it('says nothing where its reader has left', async () => {
    const { code, stderr } = await run(args(), 'closed')
    expect(code).toBe(1)
    // What is left is the progress of the work.
    expect(stderr).not.toMatch(/^error|EPIPE| {4}at /m)
  })
})

it('a wrong command ends as such where its message can’t be written', () => {
  const command = join(import.meta.dirname, '../../src/cli/program.ts')
  const full = openSync('/dev/full', 'w')
  const { status, stdout } = spawnSync(process.execPath, [command, 'doctor', '--loud'], {
    stdio: ['ignore', 'pipe', full],
    encoding: 'utf8',
  })
  closeSync(full)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})

const disk = mkdtempSync(join(tmpdir(), 'paper-round-disk-'))
const mayMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk]).status === 0
if (mayMount) spawnSync('umount', [disk])
rmSync(disk, { recursive: true })

describe.skipIf(!mayMount || !existsSync('/dev/full'))('on a disk of 4 kB', () => {
  it('output that is cut off is an error too', async () => {
    const small = mkdtempSync(join(tmpdir(), 'paper-round-disk-'))
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', small])
    const file = openSync(join(small, 'output'), 'w')
    writeFileSync(file, '-'.repeat(4_000))
    const { code, stderr } = await run(['doctor'], file)
    closeSync(file)
    const { size } = statSync(join(small, 'output'))
    spawnSync('umount', [small])
    rmSync(small, { recursive: true })
    expect(size).toBe(4096)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "error: the output can't be written: the disk is full (ENOSPC)\n",
    })
  })
})
