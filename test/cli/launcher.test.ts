import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CURRENT_BUILD, describeBuild, hashOfSources } from '../../src/build.js'
import { START_FLAGS } from '../fixtures/start-flags.ts'

const ROOT = join(import.meta.dirname, '../..')

/** In place of the program: says what the launcher made of its surroundings, then does what its first argument asks for. */
const PROGRAM = `
import { readFileSync } from 'node:fs'
const [order, detail] = process.argv.slice(2)
const { TZ } = process.env
console.log(JSON.stringify({ args: process.argv.slice(2), TZ, hour: new Date(0).getHours(), flags: process.execArgv }))
if (order === 'exit') process.exit(Number(detail))
if (order === 'die') process.kill(process.pid, detail)
if (order === 'echo') console.error(readFileSync(0, 'utf8'))
if (order === 'signals') {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal)
    process.on(signal, () => { console.log(signal); process.exit(7) })
  }
  setInterval(() => {}, 1000)
  console.log('waiting')
}
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-launcher-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A checkout with the launcher and a stub of the program. @returns the launcher's file */
function createCheckout(neededNode: string, at = folder): string {
  mkdirSync(join(at, 'src/cli'), { recursive: true })
  for (const file of ['src/paper-round.js', 'src/build.js']) copyFileSync(join(ROOT, file), join(at, file))
  writeFileSync(join(at, 'src/cli/program.ts'), PROGRAM)
  writeFileSync(
    join(at, 'package.json'),
    JSON.stringify({ type: 'module', engines: { node: `>=${neededNode}` } }),
  )
  return join(at, 'src/paper-round.js')
}

const BUILD = 'dist/build-1'

/** Makes the build the current one, as bundle.js does. */
function makeCurrent(at: string): void {
  writeFileSync(join(at, CURRENT_BUILD), JSON.stringify(describeBuild(at, BUILD, hashOfSources(at))))
}

/** Puts a package \`node\` there that claims this version; the Node in it is ours. */
function bringNode(version: string, at = folder): void {
  mkdirSync(join(at, 'node_modules/node/bin'), { recursive: true })
  writeFileSync(
    join(at, 'node_modules/node/package.json'),
    JSON.stringify({ name: 'node', version, bin: { node: 'bin/node' } }),
  )
  symlinkSync(process.execPath, join(at, 'node_modules/node/bin/node'))
}

const ENV = { PATH: process.env.PATH ?? '', TZ: 'America/New_York' }

function run(launcher: string, args: readonly string[], options: { input?: string; node?: string } = {}) {
  const { status, signal, stdout, stderr } = spawnSync(
    options.node ?? process.execPath,
    [launcher, ...args],
    {
      env: ENV,
      encoding: 'utf8',
      input: options.input ?? '',
    },
  )
  return { status, signal, stdout, stderr }
}

/** Starts it, and sends a signal as soon as the program waits for one. */
async function interrupt(launcher: string, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, [launcher, 'signals'], {
    env: ENV,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
    if (String(chunk).includes('waiting')) child.kill(signal)
  })
  const [code] = await once(child, 'close')
  return { code, lastLine: stdout.trim().split('\n').at(-1) }
}

describe.each([
  { how: 'in the same process, where Node is new enough', needed: '24.15', brought: undefined },
  { how: 'in the Node that the checkout brings, where it is not', needed: '99.1', brought: '99.1.0' },
])('the launcher: $how', ({ needed, brought }) => {
  let launcher: string
  beforeEach(() => {
    launcher = createCheckout(needed)
    if (brought) bringNode(brought)
  })

  it('runs in UTC whatever the zone of the machine, and hands over the arguments', () => {
    const { stdout, status } = run(launcher, ['search', '-survey', 'two words'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ args: ['search', '-survey', 'two words'], TZ: 'UTC', hour: 0 })
  })

  it('hands over standard input and both outputs', () => {
    expect(run(launcher, ['echo'], { input: 'a line' }).stderr).toBe('a line\n')
  })

  it('ends as the program does: by its exit code, or by its signal', () => {
    expect(run(launcher, ['exit', '3']).status).toBe(3)
    expect(run(launcher, ['die', 'SIGKILL']).signal).toBe('SIGKILL')
    expect(run(launcher, ['die', 'SIGABRT']).signal).toBe('SIGABRT')
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes on %s, and ends with the exit code of the program',
    async signal => {
      expect(await interrupt(launcher, signal)).toEqual({ code: 7, lastLine: signal })
    },
  )
})

describe('the launcher', () => {
  it('keeps the heap small in the Node that it hands over to', () => {
    const launcher = createCheckout('99.1')
    bringNode('99.1.0')
    expect(JSON.parse(run(launcher, []).stdout).flags).toEqual(START_FLAGS)
  })

  it.each(['src/paper-round.js', 'Dockerfile'])('has the flags of npm start in %s', file => {
    const [line = ''] = readFileSync(file, 'utf8').match(/^(#!|ENTRYPOINT).*$/m) ?? []
    expect(line.match(/--[\w=-]+/g)).toEqual(START_FLAGS)
  })

  it('finds the Node of the project that it is a dependency of', () => {
    const ours = join(folder, 'node_modules/paper-round')
    const launcher = createCheckout('99.1', ours)
    // A package has the bundle only.
    mkdirSync(join(ours, BUILD), { recursive: true })
    renameSync(join(ours, 'src/cli/program.ts'), join(ours, BUILD, 'program.js'))
    makeCurrent(ours)
    bringNode('99.1.0')
    expect(run(launcher, ['exit', '3']).status).toBe(3)
  })

  it.each([
    { what: 'no Node was brought', bring: () => {} },
    { what: 'the Node that was brought is too old', bring: () => bringNode('99.0.9') },
    {
      what: 'its install script did not run',
      bring: () => {
        bringNode('99.1.0')
        rmSync(join(folder, 'node_modules/node/bin'), { recursive: true })
      },
    },
    {
      what: 'it does not run on this machine',
      bring: () => {
        bringNode('99.1.0')
        const file = join(folder, 'node_modules/node/bin/node')
        rmSync(file)
        writeFileSync(file, 'not a program')
        chmodSync(file, 0o644)
      },
    },
  ])('says in one line what to do if $what', ({ bring }) => {
    const launcher = createCheckout('99.1')
    bring()
    const { status, stderr } = run(launcher, ['start'])
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^Paper Round needs Node 99\.1 or newer; this is v\d+.*Install Node from https:\/\/nodejs\.org, or run `npm ci` in \S+, which brings one\.\n$/,
    )
  })

  it('says in one line what to do where the dependencies are not installed, and shows faults of ours whole', () => {
    const launcher = createCheckout('18.0')
    const program = join(folder, 'src/cli/program.ts')
    writeFileSync(program, "import 'a-package-of-ours/part'\n")
    expect(run(launcher, ['start'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `Paper Round's dependencies are not installed: a-package-of-ours is missing. Run \`npm ci\` in ${folder}.\n`,
    })
    for (const fault of ["import './missing.ts'\n", "throw new Error('a fault')\n"]) {
      writeFileSync(program, fault)
      const { status, stderr } = run(launcher, ['start'])
      expect(status).toBe(1)
      expect(stderr).toMatch(/missing\.ts|a fault/)
      expect(stderr).not.toContain('npm ci')
    }
  })

  describe('with a bundle of the program', () => {
    const BUILT_AT = new Date('2026-11-20T12:00:00Z')
    let launcher: string

    /** A file of the checkout that was changed so many seconds after the bundle was made. */
    function addFile(path: string, seconds: number, text = ''): void {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      const at = new Date(BUILT_AT.getTime() + seconds * 1_000)
      utimesSync(file, at, at)
    }
    const ran = (): string => run(launcher, []).stdout

    beforeEach(() => {
      launcher = createCheckout('24.15')
      for (const path of ['package.json', 'src/paper-round.js', 'src/build.js']) {
        addFile(path, -9, readFileSync(join(folder, path), 'utf8'))
      }
      addFile('src/cli/program.ts', -9, "console.log('from sources')")
      addFile('config/defaults.ts', -9, 'old')
      addFile(`${BUILD}/program.js`, 0, "import './part.js'\nconsole.log('from the bundle')")
      addFile(`${BUILD}/part.js`, 0, '// a part')
      makeCurrent(folder)
    })

    it('runs that', () => {
      expect(ran()).toBe('from the bundle\n')
    })

    it.each([
      ['src/search/query/parser.ts', 'added'],
      ['adapters/slack/platform.ts', 'added'],
      ['node_modules/.package-lock.json', 'added'],
      ['config/defaults.ts', 'new'],
      ['package.json', 'changed'],
    ])('runs the sources where %s was changed since', (path, text) => {
      addFile(path, 1, path === 'package.json' ? readFileSync(join(folder, path), 'utf8') : text)
      expect(ran()).toBe('from sources\n')
    })

    it.each([
      { what: 'older', seconds: -99, text: 'old' },
      { what: 'of another size', seconds: -9, text: 'old!' },
    ])('runs the sources where a file was replaced by one that is $what', ({ seconds, text }) => {
      addFile('config/defaults.ts', seconds, text)
      expect(ran()).toBe('from sources\n')
    })

    it('runs the sources where a file was removed', () => {
      rmSync(join(folder, 'config/defaults.ts'))
      expect(ran()).toBe('from sources\n')
    })

    it('runs it where there are no sources, as in an image, whatever the times of its files', () => {
      rmSync(join(folder, 'src/cli'), { recursive: true })
      addFile('package.json', 1, readFileSync(join(folder, 'package.json'), 'utf8'))
      expect(ran()).toBe('from the bundle\n')
    })

    it('runs it though a file was changed that is no part of it', () => {
      addFile('README.md', 1)
      expect(ran()).toBe('from the bundle\n')
    })

    it('runs it where the sources can’t be read', () => {
      symlinkSync('loop', join(folder, 'src/loop'))
      expect(ran()).toBe('from the bundle\n')
    })

    const damages = [
      { what: 'is empty', damage: () => addFile(`${BUILD}/program.js`, 0) },
      { what: 'misses a file', damage: () => rmSync(join(folder, BUILD, 'part.js')) },
      { what: 'was cut off', damage: () => addFile(`${BUILD}/part.js`, 0, '//') },
      { what: 'isn’t described any more', damage: () => addFile('dist/current.json', 0) },
    ]

    it.each(damages)('runs the sources where the bundle $what', ({ damage }) => {
      damage()
      expect(ran()).toBe('from sources\n')
    })

    it.each(damages)('says what to do where the bundle $what and there are no sources', ({ damage }) => {
      rmSync(join(folder, 'src/cli'), { recursive: true })
      damage()
      expect(run(launcher, ['start'])).toMatchObject({
        status: 1,
        stdout: '',
        stderr: `Files of Paper Round in ${join(folder, 'dist')} are missing or damaged. Install it again.\n`,
      })
    })

    it('says what to do where the libraries beside it are not installed', () => {
      const require =
        "import { createRequire } from 'node:module'\ncreateRequire(import.meta.url)('a-library')\n"
      addFile(`${BUILD}/program.js`, 0, require)
      makeCurrent(folder)
      expect(run(launcher, ['start'])).toMatchObject({
        status: 1,
        stderr: `Paper Round's dependencies are not installed: a-library is missing. Run \`npm ci\` in ${folder}.\n`,
      })
    })
  })

  it.each([
    ['24.14', false],
    ['24.15', true],
    ['25.0', true],
    ['23.99', false],
  ])('takes Node %s for new enough: %s', (version, isEnough) => {
    const launcher = createCheckout('24.15')
    const ours = readFileSync(launcher, 'utf8').replace('process.versions.node', `'${version}.0'`)
    writeFileSync(launcher, ours)
    expect(run(launcher, ['exit', '3']).status).toBe(isEnough ? 3 : 1)
  })

  it('is an executable file, so that npx changes nothing about it', () => {
    expect(statSync(join(ROOT, 'src/paper-round.js')).mode & 0o777).toBe(0o755)
  })
})

/** Runs this in a shell of its own, and sends the signal to that process as soon as the program waits for one. */
async function startAndSignal(
  command: string,
  args: readonly string[],
  signal: NodeJS.Signals,
): Promise<string[]> {
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
    if (String(chunk).includes('waiting')) child.kill(signal)
  })
  // All that npm has started, and may leave behind, has the other end of this.
  await once(child.stdout, 'close')
  return stdout.split('\n').filter(line => line.startsWith('SIG'))
}

describe('below npm', () => {
  beforeEach(() => {
    createCheckout('24.15')
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const manifest = {
      name: 'paper-round',
      version: '1.0.0',
      type: 'module',
      engines: { node: '>=24.15' },
      bin: { 'paper-round': 'src/paper-round.js' },
      scripts: { start: scripts.start.replaceAll('src/paper-round.js start', 'src/paper-round.js signals') },
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('%s to `npm start` reaches the program', async signal => {
    expect(await startAndSignal('npm', ['start'], signal)).toEqual([signal])
  })

  // npm doesn't pass these on.
  it.each(['SIGHUP', 'SIGKILL'] as const)(
    'the program stops in order after %s to `npm start`',
    async signal => {
      expect(await startAndSignal('npm', ['start'], signal)).toEqual(['SIGTERM'])
    },
  )

  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'the program stops in order after %s to npx',
    async signal => {
      const args = ['--offline', 'paper-round', 'signals']
      expect(await startAndSignal('npx', args, signal)).toEqual(['SIGTERM'])
    },
  )
})

const UNSHARE = ['--pid', '--fork', '--mount-proc']
const mayUnshare = spawnSync('unshare', [...UNSHARE, 'true']).status === 0

it.skipIf(!mayUnshare).each([
  { how: 'itself', needed: '24.15' },
  { how: 'and the Node that it hands over to', needed: '99.1' },
])('stops in order as the first process of a container: $how', async ({ needed }) => {
  const launcher = createCheckout(needed)
  bringNode('99.1.0')
  const child = spawn('unshare', [...UNSHARE, process.execPath, launcher, 'signals'], {
    env: ENV,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
    if (!String(chunk).includes('waiting')) return
    const first = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
    process.kill(Number(first), 'SIGTERM')
  })
  expect(await once(child, 'close')).toEqual([7, null])
  expect(stdout).toContain('SIGTERM')
})

/** The first Node of the machine, not of this checkout. */
function findMachineNode(): string | undefined {
  for (const place of (process.env.PATH ?? '')
    .split(delimiter)
    .filter(path => !path.includes('node_modules'))) {
    const file = join(place, 'node')
    const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' })
    if (status === 0 && stdout.startsWith('v')) return file
  }
  return undefined
}

const machineNode = findMachineNode()

it.skipIf(!machineNode)("runs the real program with the machine's Node, whatever its version", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { status, stdout } = run(join(ROOT, 'src/paper-round.js'), ['--version'], { node: machineNode ?? '' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` })
})

it('runs as `npx paper-round` from a folder of the checkout, which git then shows unchanged', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const before = statSync(join(ROOT, 'src/paper-round.js')).mode
  const stdout = execFileSync('npx', ['--offline', 'paper-round', '--version'], {
    cwd: join(ROOT, 'docs'),
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: folder },
  })
  expect(stdout).toBe(`${version}\n`)
  expect(statSync(join(ROOT, 'src/paper-round.js')).mode).toBe(before)
})
