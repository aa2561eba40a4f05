import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StoreHarness } from '../../contracts/store/harness.ts'
import { CHANNEL, MONDAY } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

let harness: StoreHarness & { path: string }
beforeEach(async () => {
  harness = await createSqliteHarness()
})
afterEach(() => harness.remove())

/** Runs writer.ts until it has reported this many deliveries, and kills it. @returns the last number it reported */
async function writeAndKill(lines: number): Promise<number> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), harness.path])
  const exited = once(writer, 'exit')
  let last = 0
  for await (const line of createInterface(writer.stdout)) {
    last = Number(line)
    if (last >= lines) writer.kill('SIGKILL')
  }
  expect(await exited).toEqual([null, 'SIGKILL'])
  return last
}

it('keeps whatever a killed process had committed, and nothing by halves', async () => {
  const last = await writeAndKill(25)
  const store = await harness.open()
  const rows = await store.outbox.latest(CHANNEL, 1000)
  const sent = rows.filter(row => row.state === 'sent')
  expect(sent.length).toBeGreaterThanOrEqual(last)
  // A message is recorded with its papers, and only then its delivery is settled: it may have been killed between the two.
  const recorded = rows.filter(row => row.messageIds.length > 0)
  expect([sent.length, sent.length + 1]).toContain(recorded.length)
  expect(sent.every(row => recorded.includes(row))).toBe(true)
  expect(recorded.map(row => row.messageIds)).toEqual(
    recorded.map(row => [row.edition.replace('edition', 'message')]),
  )
  const posted = (await harness.query('select paper from posted_papers')).map(row => row.paper)
  expect(posted.sort()).toEqual(
    recorded.flatMap(row => row.digest.entries.map(entry => entry.paperId)).sort(),
  )
  const known = new Set((await store.papers.candidates(MONDAY)).map(({ paper }) => paper.id))
  expect(posted.filter(id => !known.has(String(id)))).toEqual([])
})
