import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import {
  type ChannelSettings,
  mergeSettings,
  settingsBefore,
} from '../../../src/commands/channel/recorded-settings.ts'
import type { Change } from '../../../src/ports/audit.ts'
import { aChannel } from '../../fixtures/channels.ts'

const settings = (topics: string[], changes: Partial<Channel> = {}): ChannelSettings => ({
  channel: aChannel(changes),
  topics,
})

describe('a form, and what others changed while it was open', () => {
  it.each<[what: string, opened: string[], submitted: string[], current: string[], merged: string[]]>([
    ['nothing', ['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b']],
    ['added here', ['a'], ['a', 'b'], ['a'], ['a', 'b']],
    ['added there', ['a'], ['a'], ['a', 'b'], ['a', 'b']],
    ['added by both', ['a'], ['a', 'b'], ['a', 'b'], ['a', 'b']],
    ['different ones added', ['a'], ['a', 'b'], ['a', 'c'], ['a', 'c', 'b']],
    ['removed here, added there', ['a'], [], ['a', 'b'], ['b']],
    ['removed there', ['a', 'b'], ['a', 'b'], ['a'], ['a']],
    ['removed by both', ['a', 'b'], ['a'], ['a'], ['a']],
    ['edited here', ['a', 'b'], ['a', 'c'], ['a', 'b', 'd'], ['a', 'd', 'c']],
    ['only the order', ['a', 'b'], ['b', 'a'], ['a', 'b'], ['a', 'b']],
  ])('%s', (_, opened, submitted, current, merged) => {
    expect(mergeSettings(settings(opened), settings(submitted), settings(current)).topics).toEqual(merged)
  })

  it.each<[Partial<Channel>, Partial<Channel>, Partial<Channel>, Partial<Channel>]>([
    [{ size: 5 }, { size: 3 }, { size: 5 }, { size: 3 }],
    [{ size: 5 }, { size: 5 }, { size: 7 }, { size: 7 }],
    [{ size: 5 }, { size: 3 }, { size: 7 }, { size: 3 }],
    [
      { size: 5, time: '09:00' },
      { size: 5, time: '10:00' },
      { size: 7, time: '09:00' },
      { size: 7, time: '10:00' },
    ],
    [{}, {}, { pausedBy: { person: 'Bo', at: 3 } }, { pausedBy: { person: 'Bo', at: 3 } }],
    [{ days: [1] }, { days: [1] }, { days: [2] }, { days: [2] }],
    [{}, {}, { nextSlotAt: 7 }, { nextSlotAt: 7 }],
  ])('opened with %o, sent with %o, now %o', (opened, submitted, current, merged) => {
    const { channel } = mergeSettings(settings([], opened), settings([], submitted), settings([], current))
    expect(channel).toEqual(aChannel(merged))
  })
})

describe('the settings before some changes', () => {
  const change = (before: object, after: object): Change => ({
    channel: aChannel().id,
    at: 1,
    person: 'Ada',
    personHash: '',
    command: 'settings',
    before: { ...before },
    after: { ...after },
  })
  const defaults = aChannel({ size: 5 })

  it('are those before the first of them', () => {
    const current = settings(['a', 'b', 'c'], { size: 9, time: '10:00' })
    const changes = [
      change({ topics: ['a'] }, { topics: ['a', 'b'] }),
      change({ topics: ['a', 'b'], size: 7 }, { topics: ['a', 'b', 'c'], size: 8 }),
      change({ size: 8 }, { size: 9 }),
    ]
    expect(settingsBefore(current, changes, defaults)).toEqual(settings(['a'], { size: 7, time: '10:00' }))
    expect(settingsBefore(current, changes.slice(1), defaults).topics).toEqual(['a', 'b'])
    expect(settingsBefore(current, [], defaults)).toEqual(current)
  })

  it('are the default ones where the channel wasn’t stored yet, and have no pause that began since', () => {
    const pausedBy = { person: 'Bo', at: 3 }
    const { channel } = settingsBefore(
      settings([], { size: 3, pausedBy }),
      [change({}, { size: 3, pausedBy })],
      defaults,
    )
    expect(channel).toEqual(aChannel({ size: 5, pausedBy: undefined }))
  })
})
