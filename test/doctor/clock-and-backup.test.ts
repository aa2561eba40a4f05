import { expect, it } from 'vitest'
import { checkBackup } from '../../src/doctor/backup.ts'
import { checkClock } from '../../src/doctor/clock.ts'

const NOW = Date.parse('2026-11-27T12:00Z')
const DAY = 24 * 3_600_000

it.each([
  [29_999, 'ok', 'is right'],
  [-29_999, 'ok', 'is right'],
  [30_000, 'warning', 'ahead of the source’s. Let this machine follow a time server (NTP).'],
  [-30_000, 'warning', 'behind the'],
  [299_999, 'warning', 'ahead'],
  [300_000, 'fault', 'signed requests are refused'],
  [-DAY, 'fault', 'is 24 h 0 min behind'],
])('finds a clock that is %i ms ahead: %s', (aheadMs, state, words) => {
  expect(checkClock(NOW, NOW + aheadMs)).toMatchObject([
    { what: 'clock', state, text: expect.stringContaining(words) },
  ])
})

it('says nothing of the clock where the source doesn’t say its time', () => {
  expect(checkClock(undefined, NOW)).toEqual([])
})

it.each([
  ['of today', { at: NOW, createdAt: 0 }, ['ok']],
  ['of 30 days ago, less a minute', { at: NOW - 30 * DAY + 60_000, createdAt: 0 }, ['ok']],
  ['of 30 days ago', { at: NOW - 30 * DAY, createdAt: 0 }, ['warning']],
  ['missing, with a database of a week', { at: undefined, createdAt: NOW - 7 * DAY }, ['warning']],
  ['missing, with a newer database', { at: undefined, createdAt: NOW - 7 * DAY + 1 }, []],
])('finds a backup %s', (_, backup, states) => {
  const findings = checkBackup(backup, NOW, 'UTC')
  expect(findings.map(({ state }) => state)).toEqual(states)
  for (const { state, text } of findings) {
    expect(text.includes('npx paper-round backup FILE')).toBe(state === 'warning')
  }
})
