import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** What the last stage of our Dockerfile makes, and how. */
export interface Image {
  /** The command that installs the dependencies. */
  install: string
  /** What is copied from the checkout. */
  files: readonly string[]
  env: Record<string, string>
  command: readonly string[]
  healthCheck: readonly string[]
}

const jsonList = (text = '[]'): string[] => JSON.parse(text)

/** Reads the few instructions that our Dockerfile consists of. */
export function readDockerfile(): Image {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
  const last = text.split(/^FROM /m).at(-1) ?? ''
  const allOf = (pattern: RegExp): string[] => [...last.matchAll(pattern)].map(match => match[1] ?? '')
  const [, install = ''] = /^RUN (npm ci .*)$/m.exec(text) ?? []
  return {
    install,
    files: allOf(/^COPY (?!--)(.*) \S+$/gm).flatMap(names => names.split(' ')),
    env: Object.fromEntries(
      allOf(/^ENV (.*)$/gm)
        .flatMap(pairs => pairs.trim().split(/\s+/))
        .map(pair => pair.split('=') as [string, string]),
    ),
    command: [...jsonList(allOf(/^ENTRYPOINT (.*)$/gm)[0]), ...jsonList(allOf(/^CMD (.*)$/gm)[0])],
    healthCheck: jsonList(/^HEALTHCHECK .*? CMD (.*)$/m.exec(last)?.[1]),
  }
}
