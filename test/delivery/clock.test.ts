import { beforeEach, describe, expect, it } from 'vitest'
import { candidate } from '../fixtures/candidates.ts'
import { CHANNEL, type Office, openOffice } from '../fixtures/office.ts'

const paperOf = (day: string) =>
  candidate(day, { paper: { day, listedAt: Date.parse(`${day}T06:00Z`), title: `Paper of ${day}` } })

let office: Office
beforeEach(async () => {
  office = await openOffice('2026-11-23T08:00Z')
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) office.source.days.set(day, [paperOf(day)])
  await office.app.start()
  await office.type('confirm subscribe')
  return async () => {
    await office.app.stop()
    await office.store.close()
  }
})

const editions = async () =>
  (await office.store.ledger.latest(CHANNEL, 9)).map(({ edition }) => edition).reverse()

describe('a clock that jumps', () => {
  it('forward over a slot brings that one late', async () => {
    await office.at('2026-11-23T08:59Z')
    await office.at('2026-11-23T11:30Z')
    expect(await editions()).toEqual(['2026-11-23T09:00Z'])
  })

  it('back over a slot brings it once', async () => {
    await office.at('2026-11-23T09:00Z')
    for (const time of ['08:30', '09:00', '09:01']) await office.at(`2026-11-23T${time}Z`)
    expect(office.posts).toHaveLength(1)
    await office.at('2026-11-24T09:00Z')
    expect(await editions()).toEqual(['2026-11-23T09:00Z', '2026-11-24T09:00Z'])
  })

  it('years ahead and back again loses no slot after that', async () => {
    await office.at('2029-01-01T09:00Z')
    await office.at('2026-11-23T08:58Z')
    await office.at('2026-11-23T09:00Z')
    await office.at('2026-11-24T09:00Z')
    expect((await editions()).filter(edition => edition.startsWith('2026-'))).toEqual([
      '2026-11-23T09:00Z',
      '2026-11-24T09:00Z',
    ])
  })
})

describe('slots that passed while the bot was down', () => {
  it.each(['once', 'skip'] as const)('are caught up by the channel’s choice: %s', async catchUp => {
    const channel = await office.store.channels.find(CHANNEL)
    if (!channel) throw new Error('no channel')
    await office.store.channels.save({ ...channel, catchUp })
    await office.app.stop()
    const { days } = office.source
    office = await openOffice('2026-11-25T10:00Z', { store: office.store })
    office.source.days = days
    await office.app.start()
    await office.at('2026-11-25T10:01Z')
    expect(await editions()).toEqual(catchUp === 'once' ? ['2026-11-25T09:00Z'] : [])
  })
})
