import type { CommandSpec } from './registry.ts'

/** Other names that people give a parameter. */
const OTHER_NAMES: Readonly<Record<string, string>> = { day: 'date', zone: 'timezone|tz', paper: 'id' }

const IN_QUOTES = '"[^"]*"'

/**
 * Without the names of parameters before their values, as Discord shows them and as options of a command line: `day:2026-11-20
 * topic:agents`, `--topic agents`. Within quotation marks they are words, and so is one before a colon and a blank, unless the
 * arguments begin with a name.
 */
export function withoutLabels({ parameters }: CommandSpec, args: string): string {
  if (parameters.length === 0) return args
  const names = parameters
    .flatMap(({ name }) => [name, ...(OTHER_NAMES[name] ? [OTHER_NAMES[name]] : [])])
    .join('|')
  const begins = new RegExp(`^(?:--?)?(?:${names})[:=]`, 'i').test(args)
  // A search may be for a title with a colon in it.
  const blank = begins && !parameters.some(({ name }) => name === 'query') ? ' ?' : ''
  const label = new RegExp(
    String.raw`${IN_QUOTES}|(?<!\S)(?:(?:--?)?(?:${names})[:=]${blank}|--(?:${names}) )(?=\S)`,
    'gi',
  )
  return args.replace(label, found => (found.startsWith('"') ? found : ''))
}

const OPTION = new RegExp(
  String.raw`${IN_QUOTES}|(?<!\S)--(?:date|format|json|limit|local|max|page|size|sort|top)(?=[ =]|$)`,
  'gi',
)

/** An option of the command line, which would leave out papers with that word; undefined if there is none. */
export const optionIn = (args: string): string | undefined =>
  [...args.matchAll(OPTION)].map(([found]) => found).find(found => !found.startsWith('"'))
