import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** A piece of code in the documentation, and where it is. */
export interface Documented {
  text: string
  at: string
}

const SPAN = /`([^`\n]+)`/g
const BLOCK = /^ *```sh\n([\s\S]*?)^ *```$/gm

/** What people are told to type: each line of a shell block, and each piece of code within a text, of README and docs. */
export function documentedCode(): Documented[] {
  return ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })].flatMap(
    file => {
      const text = readFileSync(join(ROOT, file), 'utf8')
      const lines = [...text.matchAll(BLOCK)].flatMap(([, block = '']) => block.split('\n'))
      const spans = [...text.replaceAll(BLOCK, '').matchAll(SPAN)].map(([, span = '']) => span)
      return [...lines, ...spans].map(code => ({ text: code.replace(/(^|\s)#.*$/, '').trim(), at: file }))
    },
  )
}

/** Each text once, with the file that has it first. */
export const distinct = (all: readonly Documented[]): Documented[] => [
  ...new Map(all.toReversed().map(code => [code.text, code])).values(),
]
