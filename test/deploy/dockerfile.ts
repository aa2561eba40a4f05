import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** What one stage of our Dockerfile does. */
interface Stage {
  /** The commands that it runs. */
  commands: readonly string[]
  /** What is copied from the checkout, and what from the stage before. */
  files: readonly string[]
  filesOfStage: readonly string[]
}

/** What our Dockerfile makes, and how. */
export interface Image {
  /** The stage that makes the bundle. */
  bundle: Stage
  /** The image itself. */
  last: Stage
  env: Record<string, string>
  command: readonly string[]
  healthCheck: readonly string[]
}

const jsonList = (text = '[]'): string[] => JSON.parse(text)

const allOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(match => match[1] ?? '')

const toStage = (text: string): Stage => ({
  commands: allOf(text, /^RUN (npm .*)$/gm),
  files: allOf(text, /^COPY (?!--)(.*) \S+$/gm).flatMap(names => names.split(' ')),
  filesOfStage: allOf(text, /^COPY --from=bundle \/app\/(\S+) \S+$/gm),
})

/** Reads the few instructions that our Dockerfile consists of. */
export function readDockerfile(): Image {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
  const [, bundle = '', last = ''] = text.split(/^FROM /m)
  return {
    bundle: toStage(bundle),
    last: toStage(last),
    env: Object.fromEntries(
      allOf(last, /^ENV (.*)$/gm)
        .flatMap(pairs => pairs.trim().split(/\s+/))
        .map(pair => pair.split('=') as [string, string]),
    ),
    command: [
      ...jsonList(allOf(last, /^ENTRYPOINT (.*)$/gm)[0]),
      ...jsonList(allOf(last, /^CMD (.*)$/gm)[0]),
    ],
    healthCheck: jsonList(/^HEALTHCHECK .*? CMD (.*)$/m.exec(last)?.[1]),
  }
}
