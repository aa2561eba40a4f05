import { expect, it } from 'vitest'
import { checkJobs, saveJobTimes } from '../../src/doctor/jobs.ts'
import { createKeyValueStore } from '../fakes/key-value-store.ts'

const NOW = Date.parse('2026-11-23T09:00Z')
const MINUTE = 60_000

it.each([
  ['ran just now', 0, 'ok'],
  ['missed one run', 3 * MINUTE, 'ok'],
  ['missed more', 3 * MINUTE + 1, 'warning'],
  ['ran a day ago', 24 * 60 * MINUTE, 'warning'],
  ['ran at a time that is still to come, because the clock was set back', -60 * MINUTE, 'warning'],
] as const)('a job for every minute that %s', async (_what, agoMs, state) => {
  const keyValues = createKeyValueStore()
  await saveJobTimes(keyValues, {
    plan: { ranAt: NOW - agoMs, everyMs: MINUTE },
    'tidy up': { ranAt: NOW - 121 * MINUTE, everyMs: 60 * MINUTE },
  })
  const findings = await checkJobs(keyValues, NOW)
  expect(findings.map(finding => finding.state)).toEqual([state])
  if (state === 'warning')
    expect(findings[0]?.text).toMatch(/^The job "plan" last ran [\d,.k]+ minutes ago, /)
})

it('nothing is said before the jobs have begun', async () => {
  const keyValues = createKeyValueStore()
  expect(await checkJobs(keyValues, NOW)).toEqual([])
  await saveJobTimes(keyValues, {})
  expect(await checkJobs(keyValues, NOW)).toEqual([])
})
