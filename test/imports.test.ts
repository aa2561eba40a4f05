import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = globSync('{src,adapters,config}/**/*.ts', { cwd: root })

/**
 * The order of the core's folders: each may import itself and the folders after it, never those before. For nested folders the
 * longest name counts.
 */
const ORDER = [
  'src/cli',
  'src/main.ts',
  'src/composition',
  'src/app',
  'src/pages',
  'src/doctor',
  'src/email',
  'src/commands',
  'src/delivery',
  'src/digests',
  'src/collecting',
  'src/search',
  'src/replicas',
  'src/privacy',
  'src/ports',
  'src/search/query',
  'src/messages',
  'src/channels',
  'src/papers',
  'src/time',
  'src/text',
  'src/lib',
]

/** The composition root: only this may import adapters. */
const COMPOSITION = [
  'src/cli',
  'src/main.ts',
  'src/composition',
  'adapters/platforms.ts',
  'adapters/stores.ts',
]

/** Packages of the core: small and pure, except for the scheduler and the command line. */
const CORE_PACKAGES: Record<string, readonly string[]> = {
  src: ['zod', 'temporal-polyfill', 'leven', 'stemmer', 'node:util'],
  'src/app': ['node-cron'],
  'src/cli': ['commander'],
  // To know under which lease a write happens.
  'src/replicas': ['node:async_hooks'],
  // To know to which request a log line belongs.
  'src/lib': ['node:crypto', 'node:async_hooks'],
  // Only for the type of a request listener.
  'src/ports': ['node:http'],
}

/** Packages of each adapter: its SDK and what it needs to parse. */
const ADAPTER_PACKAGES: Record<string, readonly string[]> = {
  // Bolt's parts, because its main file loads more; from that one only types.
  slack: [
    '@slack/bolt',
    ...['App', 'receivers/HTTPModuleFunctions', 'receivers/HTTPReceiver', 'receivers/SocketModeReceiver'].map(
      part => `@slack/bolt/dist/${part}.js`,
    ),
    '@slack/web-api',
    'zod',
  ],
  // A class of ws is replaced there before discord.js takes it.
  discord: ['discord.js', 'zod', 'ws'],
  preview: ['string-width', 'wrap-ansi', 'supports-hyperlinks'],
  huggingface: ['ky', 'zod'],
  arxiv: ['zod', 'fast-xml-parser'],
  shared: ['ky', 'zod', 'undici'],
  webhook: ['undici', 'zod'],
  email: ['nodemailer', 'nodemailer/lib/dkim', 'zod'],
  sql: ['kysely', 'kysely/migration', 'zod'],
  sqlite: ['kysely', 'kysely/migration', 'zod'],
  postgres: ['kysely', 'pg', 'zod'],
  log: ['pino', 'pino-pretty'],
  // Its parts, because the main file loads much more; from that one only types.
  metrics: [
    '@prometheus-io/client',
    ...['counter', 'gauge', 'histogram', 'registry'].map(part => `@prometheus-io/client/lib/${part}.js`),
  ],
  web: ['hono', 'hono/html', 'hono/cookie'],
  files: ['zod'],
}

/** Adapter folders that an adapter may use; by default only `shared`. */
const SHARED_ADAPTERS: Record<string, readonly string[]> = {
  sqlite: ['shared', 'sql'],
  postgres: ['shared', 'sql'],
}

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
const isOurs = (target: string): boolean => /^(src|adapters|config|package\.json)/.test(target)

/** The index of a file's folder in ORDER. */
function placeOf(file: string): number {
  const folders = ORDER.filter(folder => isIn(file, folder)).sort((a, b) => b.length - a.length)
  return ORDER.indexOf(folders[0] ?? '')
}

function objectionInCore(file: string, target: string): string | undefined {
  if (isIn(target, 'src')) {
    return placeOf(target) >= placeOf(file)
      ? undefined
      : 'imports point downwards: move what is shared to a lower folder, see ORDER'
  }
  if (COMPOSITION.some(folder => isIn(file, folder))) return undefined
  if (isOurs(target))
    return 'the core imports no adapter and no environment; src/main.ts, src/composition and src/cli wire them together'
  const allowed = Object.entries(CORE_PACKAGES).filter(([folder]) => isIn(file, folder))
  return allowed.some(([, packages]) => packages.includes(target))
    ? undefined
    : 'the core imports only itself and small pure libraries'
}

function objectionInAdapter(folder: string, target: string): string | undefined {
  if (isIn(target, 'src')) return undefined
  if (isOurs(target)) {
    const shared = [folder, ...(SHARED_ADAPTERS[folder] ?? ['shared'])]
    return shared.some(name => isIn(target, `adapters/${name}`))
      ? undefined
      : 'an adapter imports the core, itself and what adapters share, never another adapter'
  }
  if (target.startsWith('node:')) return undefined
  return ADAPTER_PACKAGES[folder]?.includes(target)
    ? undefined
    : `adapters/${folder} may not use this package`
}

/** Why this file may not import that module; undefined if it may. `target` is a package or a path from the root. */
function objection(file: string, target: string): string | undefined {
  const [top, folder = ''] = file.split('/')
  if (top === 'src') return objectionInCore(file, target)
  if (COMPOSITION.includes(file)) return undefined
  if (top === 'adapters') return objectionInAdapter(folder, target)
  const isAllowed = target === 'zod' || isIn(target, 'config') || isIn(target, 'src')
  return isAllowed ? undefined : 'config imports only zod, itself and the core'
}

const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8')

const importsOf = (file: string): string[] =>
  [...sourceOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) =>
    specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier,
  )

it('every import is allowed', () => {
  const objections = files.flatMap(file =>
    importsOf(file).flatMap(target => {
      const why = objection(file, target)
      return why ? [`${file} imports ${target}: ${why}`] : []
    }),
  )
  expect(objections).toEqual([])
})

it('there are no import cycles', () => {
  const graph = new Map(files.map(file => [file, importsOf(file).filter(isOurs)]))
  const cycles: string[] = []
  const done = new Set<string>()
  function walk(file: string, path: readonly string[]): void {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const target of graph.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(cycles).toEqual([])
})

it('only src/composition/process.ts reads the environment and the clock', () => {
  const offenders = files.filter(file => {
    const text = sourceOf(file).replace(/\/\*\*[\s\S]*?\*\//g, '')
    const readsClock = file.startsWith('src/') && /\bDate\.now\(|\bnew Date\(\)/.test(text)
    return file !== 'src/composition/process.ts' && (/\bprocess\.env\b/.test(text) || readsClock)
  })
  expect(offenders).toEqual([])
})
