import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { playScenes } from '../gallery/scenes.ts'
import { avoidedIn } from './avoided-words.ts'

const ROOT = join(import.meta.dirname, '../..')

/** All texts anywhere in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

/** Made-up papers, and lists of words about papers, speak as papers do. Migrations are never changed. */
const NOT_OURS = ['sample-papers.ts', join('papers', 'summary'), 'migrations']

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .map(name => join(folder, name))

const problemsIn = (file: string): string[] =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      const found = avoidedIn(line)
      return found ? [`${file}:${index + 1} ${found}`] : []
    })

it.each([
  'Papers are missing, for it is down.',
  '“abc” is no arXiv id.',
  'No topic of this channel brings it.',
  'This channel follows nothing yet.',
])('is told from English that nobody speaks: %s', text => expect(avoidedIn(text)).toBeDefined())

it.each([
  'There is no list yet.',
  'The paper is no longer listed.',
  'Search for this, for example.',
  'The dash at character 3 stands alone.',
  'Subscribe to agents for the week.',
])('is what people say: %s', text => expect(avoidedIn(text)).toBeUndefined())

it('is in everything that the gallery draws', async () => {
  const scenes = await playScenes()
  const problems = scenes.flatMap(({ command, reply }) =>
    textsIn(reply).flatMap(text => {
      const found = avoidedIn(text)
      return found ? [`/papers ${command}: ${found}`] : []
    }),
  )
  expect(scenes.length).toBeGreaterThan(60)
  expect(problems).toEqual([])
})

it('is in the code, the settings and the documentation', () => {
  const code = ['src', 'adapters', 'config'].flatMap(folder => filesIn(folder, '.ts'))
  const docs = filesIn('docs', '.md').filter(file => file !== join('docs', 'messages.md'))
  const others = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.env.example']
  const files = [...code, ...docs, ...others].filter(file => !NOT_OURS.some(part => file.includes(part)))
  expect(files.length).toBeGreaterThan(300)
  expect(files.flatMap(problemsIn)).toEqual([])
})
