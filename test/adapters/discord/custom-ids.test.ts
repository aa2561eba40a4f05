import { describe, expect, it } from 'vitest'
import { createCustomIdStore } from '../../../adapters/discord/custom-id-store.ts'
import {
  editId,
  formId,
  parseButtonId,
  parseFormId,
  parsePickId,
  pickId,
} from '../../../adapters/discord/custom-ids.ts'
import { renderReply } from '../../../adapters/discord/render-reply.ts'
import { settingsForm } from '../../../src/commands/channel/settings-form.ts'
import { COMMAND_REGISTRY } from '../../../src/commands/registry.ts'
import { createFakeClock } from '../../fakes/clock.ts'
import { buttonsIn } from '../../fakes/discord/contents.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'
import { aChannel } from '../../fixtures/channels.ts'

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
  const commands = COMMAND_REGISTRY.map(({ name }) => name)
  const fields = settingsForm(aChannel()).fields.map(({ name }) => name)

  it('fit, with any command and field', () => {
    const ids = commands.flatMap(command => [
      editId(command),
      formId(command, false),
      formId(command, true),
      ...fields.map(field => pickId(command, field)),
    ])
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(MAX_LENGTH)
  })

  it('are parsed back into what they were made from', () => {
    expect(parseButtonId(editId('settings'))).toEqual({ kind: 'edit', text: 'settings' })
    expect(parsePickId(pickId('settings', 'zone'))).toEqual({ field: 'zone', text: 'settings' })
    expect(parseFormId(formId('settings', true))).toEqual({ text: 'settings', ofPanel: true })
    expect(parseFormId(formId('search', false))).toEqual({ text: 'search', ofPanel: false })
  })

  it('aren’t mistaken for each other or for other bots’ ids', () => {
    expect(parseButtonId(pickId('settings', 'zone'))).toBeUndefined()
    expect(parseButtonId('other:today')).toBeUndefined()
    expect(parsePickId(editId('settings'))).toBeUndefined()
    expect(parseFormId(editId('settings'))).toBeUndefined()
  })
})
