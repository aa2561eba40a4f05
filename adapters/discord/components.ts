import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import type { Controls } from '../../src/messages/controls.ts'
import type { Action } from '../../src/messages/digest.ts'
import type { Choice, TextFile } from '../../src/messages/reply.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { buttonId, CHOICE_ID } from './custom-ids.ts'
import { BUTTONS, DETAIL_LEVELS, type DetailLevel, MESSAGE, SELECT } from './limits.ts'
import { linkUrl } from './markdown.ts'

export type Component = APIMessageTopLevelComponent
type ButtonRow = APIActionRowComponent<APIButtonComponent>
type MenuRow = APIActionRowComponent<APIStringSelectComponent>

/** The body of a message for Discord's API. */
export interface Message {
  flags: MessageFlags.IsComponentsV2
  components: Component[]
  /** Shown by a component that names it. */
  file?: TextFile
  /** Nobody is notified, whatever the texts contain. */
  allowed_mentions: { parse: [] }
}

/** The same for a message without components. */
export interface PlainMessage {
  content: string
  /** No previews; a message with components has none anyway. */
  flags: MessageFlags.SuppressEmbeds
  allowed_mentions: { parse: [] }
}

/** A text display with these lines of markdown, without the blank ones; empty if all are blank. */
export function textDisplay(lines: readonly string[]): APITextDisplayComponent[] {
  const content = lines.filter(line => line.trim()).join('\n')
  return content ? [{ type: ComponentType.TextDisplay, content }] : []
}

/** What an image shows, in words; Discord allows 1,024 characters. */
const ALT_TEXT = 1_024

/** Texts with an image beside them, if Discord accepts its address. */
export function withThumbnail(
  texts: APITextDisplayComponent[],
  imageUrl: string | undefined,
  title: string,
): readonly Component[] {
  const url = linkUrl(imageUrl)
  if (!url || texts.length === 0) return texts
  return [
    {
      type: ComponentType.Section,
      components: texts,
      accessory: {
        type: ComponentType.Thumbnail,
        media: { url },
        description: labelOf(`Thumbnail of “${title}”`, ALT_TEXT),
      },
    },
  ]
}

/** Texts with a button beside them, if its command isn't too long for Discord. */
export function withButton(texts: APITextDisplayComponent[], action: Action): readonly Component[] {
  const [accessory] = buttonsFor([action])
  if (!accessory || texts.length === 0) return texts
  return [{ type: ComponentType.Section, components: texts, accessory }]
}

const labelOf = (label: string, limit: number): string =>
  shorten(plain(label).trim(), limit, part => part.length)

/** A select menu in a row of its own. Options with a duplicate command, or one too long for Discord, are left out. */
function menuRow({ label, options }: Choice): MenuRow[] {
  const byCommand = new Map(options.map(option => [option.command, plain(option.label).trim()]))
  const shown = [...byCommand]
    .filter(([command, name]) => name && command.length <= SELECT.value)
    .slice(0, SELECT.options)
  if (shown.length === 0) return []
  const length = Math.min(SELECT.label, Math.floor(SELECT.labels / shown.length))
  const named = shown.map(([value, name]) => ({ value, label: labelOf(name, length) }))
  const select = { type: ComponentType.StringSelect as const, custom_id: CHOICE_ID, options: named }
  const placeholder = labelOf(label, SELECT.placeholder)
  return [{ type: ComponentType.ActionRow, components: [{ ...select, placeholder }] }]
}

/** Buttons, the first ones where there are too many. Those with a duplicate command, or one too long for Discord, are left out. */
function buttonsFor(actions: readonly Action[]): APIButtonComponentWithCustomId[] {
  const byId = new Map(
    actions.map(({ label, command, inPlace = false }) => [buttonId(command, inPlace), plain(label).trim()]),
  )
  return [...byId]
    .filter(([id, label]) => label && id.length <= BUTTONS.customId)
    .slice(0, BUTTONS.inMessage)
    .map(([id, label]) => ({
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      custom_id: id,
      label: labelOf(label, BUTTONS.label),
    }))
}

/** Rows of buttons. */
function actionsRow(actions: readonly Action[]): ButtonRow[] {
  const buttons = buttonsFor(actions)
  return Array.from({ length: Math.ceil(buttons.length / BUTTONS.inRow) }, (_, row) => ({
    type: ComponentType.ActionRow as const,
    components: buttons.slice(row * BUTTONS.inRow, (row + 1) * BUTTONS.inRow),
  }))
}

/** A file that is attached to the message. */
export const fileDisplay = (file: TextFile | undefined): Component[] =>
  file ? [{ type: ComponentType.File, file: { url: `attachment://${file.name}` } }] : []

/** The menu and the buttons of a message. */
export const controlRows = (controls: Partial<Controls> & { choice?: Choice | undefined }): Component[] => [
  ...(controls.choice ? menuRow(controls.choice) : []),
  ...actionsRow(controls.actions ?? []),
]

/** Texts that count, or may count, towards Discord's limit. */
const COUNTED_FIELDS = new Set(['content', 'label', 'placeholder'])

/** How many components a tree has, and the length of its texts that count. */
function sizeOf(value: unknown): { components: number; text: number } {
  const size = { components: 0, text: 0 }
  if (typeof value !== 'object' || value === null) return size
  if ('type' in value) size.components++
  for (const [name, part] of Object.entries(value)) {
    if (typeof part === 'string') {
      if (COUNTED_FIELDS.has(name)) size.text += part.length
      continue
    }
    const inner = sizeOf(part)
    size.components += inner.components
    size.text += inner.text
  }
  return size
}

/** How many components there are as Discord counts them, nested ones included. */
export const countComponents = (components: readonly Component[]): number => sizeOf(components).components

/** Whether these components fit into one message. */
export function fits(components: readonly Component[]): boolean {
  const { components: count, text } = sizeOf(components)
  return count <= MESSAGE.components && text <= MESSAGE.text
}

/** The message at the first detail level that fits, else at the last one. */
export function message(render: (detailLevel: DetailLevel) => Component[]): Message {
  let components: Component[] = []
  for (const detailLevel of DETAIL_LEVELS) {
    components = render(detailLevel)
    if (fits(components)) break
  }
  return { flags: MessageFlags.IsComponentsV2, components, allowed_mentions: { parse: [] } }
}
