import { ButtonStyle, ComponentType } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { type Component, countComponents, fits } from '../../../adapters/discord/components.ts'
import { MESSAGE } from '../../../adapters/discord/limits.ts'

/** A section with a text of so many characters, and beside it a button with a label of one. */
const section = (length: number): Component => ({
  type: ComponentType.Section,
  components: [{ type: ComponentType.TextDisplay, content: 'a'.repeat(length) }],
  accessory: { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: 'details', label: 'b' },
})

describe('the components of a message', () => {
  it('are counted with those in them', () => {
    expect(countComponents([section(1), section(1)])).toBe(6)
  })

  it('fit up to Discord’s limit of text, labels of buttons included, but not their ids', () => {
    expect(fits([section(MESSAGE.text - 1)])).toBe(true)
    expect(fits([section(MESSAGE.text)])).toBe(false)
  })

  it('fit up to Discord’s limit of components', () => {
    const text: Component = { type: ComponentType.TextDisplay, content: 'a' }
    expect(fits(Array.from({ length: MESSAGE.components }, () => text))).toBe(true)
    expect(fits(Array.from({ length: MESSAGE.components + 1 }, () => text))).toBe(false)
  })
})
