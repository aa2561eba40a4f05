import { describe, expect, it } from 'vitest'
import { createCustomIdStore } from '../../../adapters/discord/custom-id-store.ts'
import {
  editId,
  formId,
  parseButtonId,
  parseFormId,
  parsePanelMenuId,
} from '../../../adapters/discord/custom-ids.ts'
import { renderReply } from '../../../adapters/discord/render-reply.ts'
import { COMMAND_REGISTRY } from '../../../src/commands/registry.ts'
import { createFakeClock } from '../../fakes/clock.ts'
import { buttonsIn } from '../../fakes/discord/contents.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'

/** Discord rejects a whole message when one custom id is longer. */
const MAX_LENGTH = 100

const lengths = Array.from({ length: 60 }, (_, index) => 70 + index)

describe('the custom id of a button', () => {
  it.each([false, true])('fits for a command of any length, in place: %s', async inPlace => {
    const customIdStore = createCustomIdStore({ keyValues: createKeyValueStore(), clock: createFakeClock(0) })
    for (const length of lengths) {
      const command = 'search '.padEnd(length, 'x')
      const actions = [{ label: 'Search', command, inPlace }]
      const reply = await customIdStore.shorten({ visibility: 'ephemeral', lines: [], actions })
      const [button] = buttonsIn(renderReply(reply).components)
      expect(button?.custom_id.length).toBeLessThanOrEqual(MAX_LENGTH)
      const meaning = parseButtonId(button?.custom_id ?? '')
      expect(meaning).toMatchObject({ kind: 'command', inPlace })
      expect(await customIdStore.resolve(meaning?.text ?? '')).toBe(command)
    }
  })

  it('contains the command itself if it fits', async () => {
    const customIdStore = createCustomIdStore({ keyValues: createKeyValueStore(), clock: createFakeClock(0) })
    const shortened = async (length: number) => {
      const actions = [{ label: 'Search', command: 'x'.repeat(length) }]
      return (await customIdStore.shorten({ visibility: 'ephemeral', lines: [], actions })).actions?.[0]
        ?.command
    }
    expect(await shortened(MAX_LENGTH - 'papers!:'.length)).toBe('x'.repeat(92))
    expect(await shortened(MAX_LENGTH - 'papers!:'.length + 1)).toMatch(/^#/)
  })
})

describe('the custom ids of a form', () => {
  it('fit, with any command and part of a form', () => {
    const commands = COMMAND_REGISTRY.map(({ name }) => `page 2 ${name} ${Number.MAX_SAFE_INTEGER}`)
    for (const command of commands) {
      for (const id of [editId(command), formId(command)]) expect(id.length).toBeLessThanOrEqual(MAX_LENGTH)
    }
  })

  it('are parsed back into what they were made from', () => {
    expect(parseButtonId(editId('page 2 settings 7'))).toEqual({ kind: 'edit', text: 'page 2 settings 7' })
    expect(parseFormId(formId('search'))).toBe('search')
  })

  it('that are in messages of an early version still have their command', () => {
    expect(parsePanelMenuId('papers-pick:layout:settings')).toBe('settings')
    expect(parseButtonId('papers-edit:settings')).toEqual({ kind: 'edit', text: 'settings' })
    expect(parseFormId('papers-panel:settings')).toBe('settings')
  })

  it('aren’t mistaken for each other or for other bots’ ids', () => {
    expect(parseButtonId('papers-pick:zone:settings')).toBeUndefined()
    expect(parseButtonId('other:today')).toBeUndefined()
    expect(parsePanelMenuId(editId('settings'))).toBeUndefined()
    expect(parseFormId(editId('settings'))).toBeUndefined()
  })
})
