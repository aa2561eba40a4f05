import { openPaperFile } from '../../adapters/files/paper-file.ts'
import { type Imported, importPapers } from '../collecting/import.ts'
import { thisProcess } from '../composition/process.ts'
import { bytesText, wholeText } from '../text/format.ts'
import { addDays, dayAt } from '../time/days.ts'
import { lengthText } from '../time/time-text.ts'
import { print } from './output.ts'
import { type Cost, withStore } from './with-store.ts'

function summaryOf({ papers, added, completed, bad, examples }: Imported, cost: Cost): string {
  const known = papers - added
  const changes = completed > 0 ? `, ${wholeText(completed)} of them updated` : ''
  const lines = [
    `Read ${wholeText(papers)} papers in ${lengthText(cost.ms)}: ${wholeText(added)} new, ${wholeText(known)} known${changes}. The database grew by ${bytesText(cost.bytes)}.`,
  ]
  if (bad > 0) {
    lines.push(
      `${wholeText(bad)} ${bad === 1 ? 'line' : 'lines'} couldn’t be read and ${bad === 1 ? 'was' : 'were'} skipped:`,
    )
    for (const { line, reason } of examples) lines.push(`  line ${line}: ${reason}`)
    if (bad > examples.length) lines.push(`  and ${wholeText(bad - examples.length)} more`)
  }
  return lines.join('\n')
}

/**
 * Imports the papers of a local file, and prints the result. Papers that are known already keep what their source says. Exit code 1
 * if no line could be read, or if it was stopped.
 * @throws ConfigError, StoreError, FileError, OutputError
 */
export async function importFile(path: string, options: { json?: boolean }): Promise<void> {
  const { clock } = thisProcess
  // In other time zones the next day may have begun.
  const file = await openPaperFile(path, addDays(dayAt(clock.now(), 'UTC'), 1))
  const { result, cost } = await withStore(({ store, progress, signal }) =>
    importPapers(file.lines(), {
      papers: store.papers,
      clock,
      signal,
      onProgress: papers =>
        progress.show(file.size > 0 ? file.read() / file.size : 1, `${wholeText(papers)} papers`),
    }),
  )
  const text = options.json ? JSON.stringify({ file: path, ...result, ...cost }) : summaryOf(result, cost)
  await print(`${text}\n`)
  if (result.stopped) {
    process.stderr.write('Stopped before the end of the file. Run the same command again to continue.\n')
  }
  if (result.papers === 0 && result.bad > 0) {
    process.stderr.write('No papers in the file. Each line should be a JSON object.\n')
  }
  if (result.stopped || (result.papers === 0 && result.bad > 0)) process.exitCode = 1
}
