import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// `npm run build`, which `npm ci` runs too: the program with its libraries as a few files, because most of the time of a start went to
// loading some 1,500 of them. Plain JavaScript, because npm may run it on an older Node. See docs/decisions/0014-a-bundle-for-starting.md.

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
    cwd: import.meta.dirname,
    input: { ...programs, ...WORKERS },
    platform: 'node',
    // Optional, and not installed: discord.js asks whether it is there.
    external: ['zlib-sync'],
    // discord.js has an `eval`, for what we don't use.
    checks: { eval: false },
    output: { dir: folder, cleanDir: true },
  })
  const modules = output.flatMap(file => (file.type === 'chunk' ? file.moduleIds : []))
  writeFileSync(join(import.meta.dirname, folder, 'licenses.txt'), `${licensesOf(modules)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // With `--omit=dev` or `--omit=optional` there is none.
  const isInstalled = await import('rolldown').then(
    () => true,
    () => false,
  )
  if (isInstalled) await bundle({ program: 'src/cli/program.ts' }, 'dist')
  else
    console.log(
      'The bundler is not installed, so Paper Round starts from its sources, which takes a little longer.',
    )
}
