import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const PICTURES = 'docs/pictures'

/** Every picture in our documents: which document has it, its text for those who don't see it, and its file. */
const shown = ['README.md', ...readdirSync(join(ROOT, 'docs')).map(name => `docs/${name}`)]
  .filter(name => name.endsWith('.md'))
  .flatMap(document =>
    [...readFileSync(join(ROOT, document), 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(
      ([, text = '', file = '']) => ({
        document,
        text,
        file: relative(ROOT, join(ROOT, dirname(document), file)),
      }),
    ),
  )

it('each picture in the documentation says in words what it shows', () => {
  expect(shown.length).toBeGreaterThan(8)
  expect(shown.filter(({ text }) => text.split(' ').length < 5)).toEqual([])
})

it('the pictures that documents show are those that `npm run pictures` makes, of at most 150 kB', () => {
  const files = readdirSync(join(ROOT, PICTURES)).map(name => `${PICTURES}/${name}`)
  expect([...new Set(shown.map(({ file }) => file))].toSorted()).toEqual(files.toSorted())
  expect(files.filter(file => statSync(join(ROOT, file)).size > 150_000)).toEqual([])
})
