import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = globSync('{src,adapters,config}/**/*.ts', { cwd: root })

/** Packages of each adapter: its own SDK. */
const ADAPTERS: Record<string, readonly string[]> = {
  slack: ['@slack/bolt', 'zod'],
  discord: ['discord.js', 'zod'],
  preview: ['string-width', 'wrap-ansi', 'supports-hyperlinks'],
  huggingface: ['ky', 'zod'],
  arxiv: ['zod', 'fast-xml-parser'],
  shared: ['ky', 'zod'],
  sql: ['kysely', 'kysely/migration', 'zod'],
  sqlite: ['kysely', 'kysely/migration', 'zod'],
  web: [],
  log: ['pino', 'pino-pretty'],
  terminal: [],
  files: ['zod'],
}

/** What puts the parts together, and sees to the process. */
const isRoot = (file: string): boolean => file === 'src/main.ts' || file.startsWith('src/cli/')

/** Why this file may not import that module, or nothing. `target` is a package's name or a path from the root. */
function objection(file: string, target: string): string | undefined {
  const [top = '', folder = ''] = file.split('/')
  const isOurs = /^(src|adapters|config|package\.json)/.test(target)
  if (isRoot(file)) return undefined
  if (file === 'src/cli/program.ts') {
    return ['src', 'config'].includes(target.split('/')[0] ?? '') ||
      target === 'commander' ||
      target.startsWith('node:')
      ? undefined
      : 'the command line only parses words; main.ts wires'
  }
  if (top === 'src') {
    if (isOurs) return target.startsWith('src/') ? undefined : 'the core knows no adapter and no environment'
    if (target === 'node-cron')
      return file.startsWith('src/app/') ? undefined : 'node-cron belongs in src/app'
    return ['zod', 'temporal-polyfill', 'leven', 'stemmer', 'node:util'].includes(target)
      ? undefined
      : 'the core imports only itself and small pure libraries'
  }
  if (top === 'config') {
    return target === 'zod' || target.startsWith('config/') || target.startsWith('src/')
      ? undefined
      : 'config knows zod and the words of the core'
  }
  if (isOurs) {
    const isOwn = [folder, 'shared', 'sql', 'huggingface'].some(name =>
      target.startsWith(`adapters/${name}/`),
    )
    if (target.startsWith('src/') || isOwn) return undefined
    return 'an adapter imports the core, itself and what adapters have in common, never another adapter'
  }
  if (target.startsWith('node:')) return undefined
  return ADAPTERS[folder]?.includes(target) ? undefined : `adapters/${folder} may not use this package`
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier = '']) => specifier,
  )
  return specifiers.map(specifier =>
    specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier,
  )
}

describe('what a file may import', () => {
  it.each(files)('%s keeps to its place', file => {
    const objections = importsOf(file).flatMap(target => {
      const why = objection(file, target)
      return why ? [`${file} imports ${target}: ${why}`] : []
    })
    expect(objections).toEqual([])
  })

  it.each(files.filter(file => file !== 'src/main.ts'))(
    '%s leaves the environment and the clock to main.ts',
    file => {
      const text = readFileSync(join(root, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '')
      expect(text.match(/\bprocess\.env\b/)).toBeNull()
      if (file.startsWith('src/')) expect(text.match(/\bDate\.now\(|\bnew Date\(\)/)).toBeNull()
    },
  )
})
