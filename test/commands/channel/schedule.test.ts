import { beforeEach, expect, it } from 'vitest'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'

const STOPPING = 'A schedule has a time. To stop the digests: /papers pause'
const EXAMPLE = '/papers schedule 9:00 weekdays Europe/Paris'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  await harness.app.start()
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

it('alone is shown, to the asker alone, with how to change it', async () => {
  const reply = await harness.type('schedule')
  expect(reply.visibility).toBe('ephemeral')
  expect(textOf(reply)).toBe(`Digests are posted every day at 09:00 (UTC). To change that: ${EXAMPLE}`)
  for (const asked of ['show', 'list', 'View', 'status', 'current'])
    expect(await harness.type(`schedule ${asked}`)).toEqual(reply)
})

it.each([
  'off',
  'none',
  'Never',
  'no',
  'nothing',
  'stop',
  'pause',
  'disable',
  'disabled',
  'cancel',
  'clear',
  'delete',
  'remove',
])('%s says how digests stop, to the asker alone', async text => {
  const reply = await harness.type(`schedule ${text}`)
  expect(reply.visibility).toBe('ephemeral')
  expect(textOf(reply)).toBe(STOPPING)
})

it.each(['stop it', 'not off', 'nonstop'])('%s is more than to stop', async text => {
  expect(textOf(await harness.type(`schedule ${text}`))).not.toContain(STOPPING)
})

it('that isn’t understood changes nothing, and repeats a full example without choices', async () => {
  const reply = await harness.type('schedule 9:00 banana')
  expect(reply).toMatchObject({ visibility: 'ephemeral', actions: [] })
  expect(textOf(reply)).toBe(`“banana” is neither a day nor a time zone.\nFor example: ${EXAMPLE}`)
  expect(await harness.store.channels.find('slack:T1/C1')).toBeUndefined()
})

it('that can mean several offers each as a whole', async () => {
  const reply = await harness.type('schedule 8:15 mon, thu IST')
  expect(reply.actions).toEqual(
    ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'].map(zone => ({
      label: zone,
      command: `schedule 08:15 Mon,Thu ${zone}`,
    })),
  )
})

it.each([
  ['17:30', { time: '17:30', days: [1, 2, 3, 4, 5, 6, 7], timezone: 'UTC' }],
  ['weekends Paris', { time: '09:00', days: [6, 7], timezone: 'Europe/Paris' }],
])('%s is saved, and told to the channel', async (text, expected) => {
  const reply = await harness.type(`schedule ${text}`)
  expect(reply.visibility).toBe('public')
  expect(await harness.store.channels.find('slack:T1/C1')).toMatchObject(expected)
})

it('keeps what an earlier one has set', async () => {
  await harness.type('schedule 17:30 weekdays')
  const reply = await harness.type('schedule 8:00')
  expect(textOf(reply)).toContain('Ada rescheduled the digest: on weekdays at 08:00 (UTC).')
})

it('says when the next digests come, or that nothing is subscribed', async () => {
  expect(textOf(await harness.type('schedule 9:30'))).toContain(
    'This channel has no subscriptions yet. To start: /papers subscribe',
  )
  await harness.type('confirm subscribe')
  expect(textOf(await harness.type('schedule 9:45'))).toContain('Next: today at 09:45')
})
