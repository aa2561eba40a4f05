import { PLATFORM_FAULTS, SOURCE_FAULTS, STORAGE_FAULTS } from './faults.ts'
import type { FaultRun } from './run-with-faults.ts'

export type MatrixRun = FaultRun & { source: string; platform: string; storage: string }

/** The outcome of one run, in a few words. */
function outcomeOf({ messages, repeated, left, wasPaused, wasSuspended }: MatrixRun): string {
  const papers = messages.flat()
  const isOnce = repeated === 0 && left === 0 && papers.length === 4 && new Set(papers).size === 4
  if (!isOnce) return `**${papers.length} of 4 papers, ${repeated} messages repeated, ${left} left**`
  if (wasPaused) return 'once, when the bot is let in'
  return wasSuspended ? 'once, when the token works' : 'once'
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
]

/** The distinct texts, joined. */
const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(' / ')

/** The results as Markdown: a table of platforms by storage, over all faults of the source, and one of the notes about the source. */
export function tablesOf(runs: readonly MatrixRun[]): string {
  const storages = Object.keys(STORAGE_FAULTS)
  const platforms = Object.keys(PLATFORM_FAULTS).map(platform => [
    platform,
    ...storages.map(storage =>
      distinct(runs.filter(each => each.platform === platform && each.storage === storage).map(outcomeOf)),
    ),
  ])
  const sources = Object.keys(SOURCE_FAULTS).map(source => {
    const plain = runs.find(
      each => each.source === source && each.platform === 'none' && each.storage === 'none',
    )
    return [source, String(plain?.messages[0]?.length ?? 0), plain?.remarks[0] ?? '']
  })
  return [
    ...table(
      ['the platform \\ the database', ...storages.map(name => (name === 'none' ? 'is well' : `is ${name}`))],
      platforms,
    ),
    '',
    ...table(['the source', 'papers at nine', 'what the digest says of it'], sources),
  ].join('\n')
}
