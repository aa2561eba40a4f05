import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { listed } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { runCommandLine } from '../fixtures/command-line.ts'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-search-'))
  const store = await openSqliteStore({ path: join(folder, 'a.db'), log: silentLog })
  const papers = ['Agents That Plan', 'A Survey of Agents', 'Agents and Vision', 'The Agents Arena']
  await store.papers.record(
    papers.map((title, index) => listed(`2611.0000${index}`, {}, { title })),
    Date.now(),
  )
  await store.close()
  return () => rmSync(folder, { recursive: true })
})

const run = (...args: string[]) =>
  runCommandLine(['search', ...args], { cwd: folder, env: { DATABASE_URL: `sqlite:${folder}/a.db` } })

async function ids(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await run(...args, '--local', '--json')
  expect(stderr).toBe('')
  const data: { results: { id: string }[] } = JSON.parse(stdout)
  return data.results.map(({ id }) => id)
}

it('takes words that begin with a hyphen as words that must not occur', async () => {
  const [one, two, many] = await Promise.all([
    ids('agents', '-survey'),
    ids('agents', '-Vision', '-humans'),
    ids('-survey', '-vision', 'agents', '--limit', '1'),
  ])
  expect(one.toSorted()).toEqual(['2611.00000', '2611.00002', '2611.00003'])
  expect(two.toSorted()).toEqual(['2611.00000', '2611.00001', '2611.00003'])
  expect(many).toHaveLength(1)
})

it.each([
  ['2611.00001', ['2611.00001']],
  ['arXiv:2611.00001v2', ['2611.00001']],
  ['https://arxiv.org/abs/2611.00002', ['2611.00002']],
  ['2611.09999', []],
])('finds a paper by its id or link: %s', async (typed, expected) => {
  expect(await ids(typed)).toEqual(expected)
})

it.each<[args: string[], query: string]>([
  [['agents', '--survey'], 'agents -survey'],
  [['agents', '-x'], 'agents -x'],
  [['agents', '-V', '--version'], 'agents -v -version'],
  [['agents', '--papers', '3'], 'agents -papers 3'],
  [['-x', '--survey', 'agents'], '-x -survey agents'],
  [['agents', '--limit', '2', 'vision', '--survey'], 'agents vision -survey'],
  [['--limit=2', 'agents', '--', '--limit', '-5'], 'agents -limit -5'],
])('after the first word all but our options is the query: %j', async (args, query) => {
  const { code, stdout, stderr } = await run('--json', '--local', ...args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ query })
})

it('says that categories aren’t known yet where that is why nothing is found', async () => {
  const [unknown, other] = await Promise.all([
    run('agents cat:cs.CL', '--local'),
    run('unheardof cat:cs.CL', '--local'),
  ])
  expect(unknown.stdout).toContain('The categories of these papers aren’t known yet. Try it without cat:.')
  expect(other.stdout).toContain('Try fewer words.')
})

it.each([['--limti=3'], ['--papers', '3'], ['--survey']])(
  'refuses %s as wrong usage before the first word',
  async (...option) => {
    const { code, stdout, stderr } = await run(...option, 'agents')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`unknown option '${option[0]}'`)
  },
)

it.each([['--limit', '0'], ['--limit', '101'], ['--limit=x']])(
  'refuses %s %s as wrong usage, wherever it is',
  async (...option) => {
    const runs = await Promise.all([run(...option, 'agents'), run('agents', ...option)])
    for (const one of runs) expect(one).toMatchObject({ code: 2, stdout: '' })
  },
)
