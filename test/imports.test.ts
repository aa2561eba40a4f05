import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = globSync('{src,adapters,config}/**/*.ts', { cwd: root })

/**
 * The order of the core's folders: each may import itself and what comes after it, never what comes before. Where folders lie
 * in each other, the longest name counts.
 */
const ORDER = [
  'src/cli',
  'src/main.ts',
  'src/app',
  'src/doctor',
  'src/commands',
  'src/delivery',
  'src/digests',
  'src/collecting',
  'src/search',
  'src/ports',
  'src/search/query',
  'src/messages',
  'src/channels',
  'src/papers',
  'src/time',
  'src/text',
  'src/lib',
]

/** What puts the parts together: it alone may import adapters. */
const COMPOSITION = ['src/cli', 'src/main.ts', 'adapters/platforms.ts']

/** Packages of the core: small and pure, but for the clock's. */
const CORE_PACKAGES: Record<string, readonly string[]> = {
  src: ['zod', 'temporal-polyfill', 'leven', 'stemmer', 'node:util'],
  'src/app': ['node-cron'],
  'src/cli': ['commander'],
  // For the type of a request's listener alone.
  'src/ports': ['node:http'],
}

/** Packages of each adapter: its own SDK. */
const ADAPTER_PACKAGES: Record<string, readonly string[]> = {
  slack: ['@slack/bolt', 'zod'],
  discord: ['discord.js', 'zod'],
  preview: ['string-width', 'wrap-ansi', 'supports-hyperlinks'],
  huggingface: ['ky', 'zod'],
  arxiv: ['zod', 'fast-xml-parser'],
  shared: ['ky', 'zod'],
  sql: ['kysely', 'kysely/migration', 'zod'],
  sqlite: ['kysely', 'kysely/migration', 'zod'],
  log: ['pino', 'pino-pretty'],
  files: ['zod'],
}

/** Folders of adapters that others may use: what adapters share, and what databases share. */
const SHARED_ADAPTERS: Record<string, readonly string[]> = { sqlite: ['shared', 'sql'] }

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
const isOurs = (target: string): boolean => /^(src|adapters|config|package\.json)/.test(target)

/** The place of a file in the order, from 0 at the top. */
function placeOf(file: string): number {
  const folders = ORDER.filter(folder => isIn(file, folder)).sort((a, b) => b.length - a.length)
  return ORDER.indexOf(folders[0] ?? '')
}

function objectionInCore(file: string, target: string): string | undefined {
  if (isIn(target, 'src')) {
    return placeOf(target) >= placeOf(file) ? undefined : 'imports point downwards: see ORDER'
  }
  if (COMPOSITION.some(folder => isIn(file, folder))) return undefined
  if (isOurs(target))
    return 'the core knows no adapter and no environment; src/main.ts and src/cli put them together'
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

/** Why this file may not import that module, or nothing. `target` is a package's name or a path from the root. */
function objection(file: string, target: string): string | undefined {
  const [top, folder = ''] = file.split('/')
  if (top === 'src') return objectionInCore(file, target)
  if (COMPOSITION.includes(file)) return undefined
  if (top === 'adapters') return objectionInAdapter(folder, target)
  const isAllowed = target === 'zod' || isIn(target, 'config') || isIn(target, 'src')
  return isAllowed ? undefined : 'config knows zod and the words of the core'
}

const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8')

const importsOf = (file: string): string[] =>
  [...sourceOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) =>
    specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier,
  )

it('every import points where it may', () => {
  const objections = files.flatMap(file =>
    importsOf(file).flatMap(target => {
      const why = objection(file, target)
      return why ? [`${file} imports ${target}: ${why}`] : []
    }),
  )
  expect(objections).toEqual([])
})

it('no files import each other in a circle', () => {
  const graph = new Map(files.map(file => [file, importsOf(file).filter(isOurs)]))
  const circles: string[] = []
  const done = new Set<string>()
  function walk(file: string, path: readonly string[]): void {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const target of graph.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})

it('the environment and the clock are left to src/main.ts', () => {
  const guilty = files.filter(file => {
    const text = sourceOf(file).replace(/\/\*\*[\s\S]*?\*\//g, '')
    const readsClock = file.startsWith('src/') && /\bDate\.now\(|\bnew Date\(\)/.test(text)
    return file !== 'src/main.ts' && (/\bprocess\.env\b/.test(text) || readsClock)
  })
  expect(guilty).toEqual([])
})
