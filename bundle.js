import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CURRENT_BUILD, describeBuild, hashOfSources } from './src/build.js'

// `npm run build`, which `npm ci` runs too: the program with its libraries as a few files, because most of the time of a start went to
// loading some 1,500 of them. Plain JavaScript, because npm may run it on an older Node. See docs/decisions/0014-a-bundle-for-starting.md.

const ROOT = import.meta.dirname
const DIST = 'dist'
const HOUR_MS = 3_600_000

/** How many earlier builds are kept, for bots that are still running from them. None are packed. */
const KEPT_BUILDS = ['pack', 'publish'].includes(process.env.npm_command) ? 0 : 2

/** Each worker thread starts from a file of its own; see adapters/shared/start-worker.ts. */
const WORKERS = {
  'index-worker': 'adapters/sqlite/index-worker.ts',
  'reader-worker': 'adapters/files/reader-worker.ts',
}

/** The licenses of the libraries that these modules are from, in one text: whoever passes on the bundle has to pass them on, too. */
function licensesOf(modules) {
  const folders = new Set(
    modules.flatMap(path => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path) ?? []),
  )
  const licenses = [...folders].sort().map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const texts = readdirSync(folder)
      .filter(file => /^(licen[cs]e|copying|notice)/i.test(file))
      .map(file => readFileSync(join(folder, file), 'utf8').trim())
    return [`${name} ${version} (${license})`, ...texts].join('\n\n')
  })
  // Several copies of one version are one.
  return [...new Set(licenses)].join(`\n\n${'-'.repeat(80)}\n\n`)
}

/**
 * Bundles programs with our worker threads.
 * @param {Record<string, string>} programs the source file of each, by the name that it gets
 * @param {string} folder for the bundle, whose earlier files are removed; paths are relative to this file
 * @throws where the bundler isn't installed
 */
export async function bundle(programs, folder) {
  const { build } = await import('rolldown')
  const { output } = await build({
    cwd: ROOT,
    input: { ...programs, ...WORKERS },
    platform: 'node',
    // Optional, and not installed: discord.js asks whether it is there.
    external: ['zlib-sync'],
    // discord.js has an `eval`, for what we don't use.
    checks: { eval: false },
    output: { dir: folder, cleanDir: true },
  })
  const modules = output.flatMap(file => (file.type === 'chunk' ? file.moduleIds : []))
  writeFileSync(join(ROOT, folder, 'licenses.txt'), `${licensesOf(modules)}\n`)
}

/**
 * Builds the program beside the builds that there are, and makes it the current one in one step. A bot that is running meanwhile loads some of
 * its modules only when it needs them, from the build that it started with.
 */
async function buildProgram() {
  const sources = hashOfSources(ROOT)
  const unfinished = `${DIST}/new-${process.pid}`
  await bundle({ program: 'src/cli/program.ts' }, unfinished)
  const names = readdirSync(join(ROOT, unfinished)).sort()
  const hash = createHash('sha256')
  for (const name of names) hash.update(`${name}\n`).update(readFileSync(join(ROOT, unfinished, name)))
  const build = `build-${hash.digest('hex').slice(0, 12)}`
  // File by file, because the same build may be running.
  mkdirSync(join(ROOT, DIST, build), { recursive: true })
  for (const name of names) renameSync(join(ROOT, unfinished, name), join(ROOT, DIST, build, name))
  const description = join(ROOT, unfinished, 'current.json')
  writeFileSync(description, JSON.stringify(describeBuild(ROOT, `${DIST}/${build}`, sources)))
  renameSync(description, join(ROOT, CURRENT_BUILD))
  rmdirSync(join(ROOT, unfinished))
  removeOthers(build)
}

/** Removes what else there is in the folder, except for the last builds, and for builds that others may be making now. */
function removeOthers(current) {
  const changedAt = name => statSync(join(ROOT, DIST, name)).mtimeMs
  const others = readdirSync(join(ROOT, DIST))
    .filter(name => name !== current && name !== basename(CURRENT_BUILD))
    .sort((a, b) => changedAt(b) - changedAt(a))
  const earlier = others.filter(name => name.startsWith('build-')).slice(0, KEPT_BUILDS)
  for (const name of others) {
    const isBeingMade = /^new-\d+$/.test(name) && Date.now() - changedAt(name) < HOUR_MS
    if (!earlier.includes(name) && !isBeingMade)
      rmSync(join(ROOT, DIST, name), { recursive: true, force: true })
  }
}

const isMain =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isMain) {
  // With `--omit=dev` or `--omit=optional` there is none.
  const isInstalled = await import('rolldown').then(
    () => true,
    error => error.code !== 'ERR_MODULE_NOT_FOUND',
  )
  if (isInstalled) await buildProgram()
  else
    console.log(
      'The bundler is not installed, so Paper Round starts from its sources, which takes a little longer.',
    )
}
