import { setTimeout } from 'node:timers/promises'
import { requestIntervalMs } from '../../adapters/huggingface/request-rate.ts'
import { type BackfillReport, createBackfill } from '../collecting/backfill.ts'
import { thisProcess } from '../composition/process.ts'
import { createSource } from '../composition/sources.ts'
import { asSentence, bytesText, wholeText } from '../text/format.ts'
import { dayAt } from '../time/days.ts'
import { dayText, lengthText } from '../time/time-text.ts'
import { print } from './output.ts'
import { type Cost, withStore } from './with-store.ts'

export interface BackfillOptions {
  /** YYYY-MM-DD, both inclusive; `to` defaults to today. */
  from: string
  to?: string
  json?: boolean
}

/** The first day that has a list. */
const FIRST_DAY = '2023-05-04'

const shortest = (day: string, other: string): string => (day < other ? day : other)
const counted = (count: number, noun: string): string =>
  `${wholeText(count)} ${noun}${count === 1 ? '' : 's'}`
const days = (count: number): string => counted(count, 'day')
const papersText = (count: number): string => counted(count, 'paper')

function summaryOf(
  { before, collected, papers, added, skipped, unreadable }: BackfillReport,
  cost: Cost,
): string {
  const earlier = before > 0 ? ` ${days(before)} had been collected before.` : ''
  const lines = [
    `Collected ${days(collected)}: ${papersText(papers)}, ${wholeText(added)} of them new, in ${lengthText(cost.ms)}. The database grew by ${bytesText(cost.bytes)}.${earlier}`,
  ]
  if (skipped > 0) {
    lines.push(`${papersText(skipped)} couldn’t be read and were skipped; LOG_LEVEL=warn shows which.`)
  }
  for (const { day, reason } of unreadable) lines.push(`${dayText(day, 'year')} was skipped: ${reason}.`)
  return lines.join('\n')
}

/**
 * Collects everything that the source listed on these days, and prints the result. Days that an earlier run has collected are left
 * out, so a run that was stopped can be continued. Exit code 1 if it didn't finish.
 * @throws ConfigError, StoreError, OutputError
 */
export async function backfill(options: BackfillOptions): Promise<void> {
  const { clock } = thisProcess
  const today = dayAt(clock.now(), 'UTC')
  const to = shortest(options.to ?? today, today)
  const from = options.from < FIRST_DAY ? FIRST_DAY : options.from
  const { result, cost } = await withStore(async ({ env, store, log, progress, signal }) => {
    if (from !== options.from) {
      progress.say(`Daily Papers begin on ${dayText(FIRST_DAY, 'year')}, so collecting starts there.`)
    }
    const backfill = createBackfill({
      source: createSource(env, { clock, log }),
      ...store,
      clock,
      log,
      intervalMs: requestIntervalMs(env.HF_TOKEN),
      wait: (ms, aborted) => setTimeout(ms, undefined, { signal: aborted }),
    })
    return backfill.collect({ from, to }, signal, {
      onDay: ({ day, done, days: all, papers }) =>
        progress.show(
          done / all,
          `${wholeText(done)} of ${days(all)} · ${papersText(papers)} · back to ${day}`,
        ),
      onWait: (ms, reason) => progress.say(`${asSentence(reason)} Continuing in ${lengthText(ms)}.`),
    })
  })
  const text = options.json ? JSON.stringify({ from, to, ...result, ...cost }) : summaryOf(result, cost)
  await print(`${text}\n`)
  if (!result.ended) return
  process.exitCode = 1
  const why = result.ended.kind === 'failed' ? asSentence(result.ended.reason) : 'Stopped.'
  const left = days(result.days - result.before - result.collected)
  process.stderr.write(
    `${why} ${left} left. To continue: npx paper-round backfill --from ${options.from}${options.to ? ` --to ${options.to}` : ''}\n`,
  )
}
