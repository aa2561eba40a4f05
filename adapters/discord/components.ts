import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import type { Action } from '../../src/digest/digest.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { BUTTONS, MESSAGE, SQUEEZES, type Squeeze } from './limits.ts'
import { plain, webUrl } from './markdown.ts'

export type Component = APIMessageTopLevelComponent
type ActionRow = APIActionRowComponent<APIButtonComponent>

/** The body of a message as Discord's API takes it. */
export interface Message {
  flags: MessageFlags.IsComponentsV2
  components: Component[]
  /** Nobody is notified, whatever stands in the texts. */
  allowed_mentions: { parse: [] }
}

/** Lines of markdown below each other; those of nothing are left out, and without any there is no component. */
export function textDisplay(lines: readonly string[]): APITextDisplayComponent[] {
  const content = lines.filter(line => line.trim()).join('\n')
  return content ? [{ type: ComponentType.TextDisplay, content }] : []
}

/** Texts with an image beside them, if its address is one that Discord takes. */
export function withThumbnail(
  texts: APITextDisplayComponent[],
  imageUrl: string | undefined,
): readonly Component[] {
  const url = webUrl(imageUrl)
  if (!url || texts.length === 0) return texts
  return [
    {
      type: ComponentType.Section,
      components: texts,
      accessory: { type: ComponentType.Thumbnail, media: { url }, description: 'Thumbnail of the paper' },
    },
  ]
}

const CUSTOM_ID = 'papers:'

/** The command behind a button of ours; undefined where the button isn't ours. */
export const commandOf = (customId: string): string | undefined =>
  customId.startsWith(CUSTOM_ID) ? customId.slice(CUSTOM_ID.length) : undefined

/** One row of buttons. A second one for the same command, and one whose command is too long for Discord, are left out. */
export function actionsRow(actions: readonly Action[]): ActionRow[] {
  const byId = new Map(actions.map(({ label, command }) => [`${CUSTOM_ID}${command}`, plain(label).trim()]))
  const buttons = [...byId]
    .filter(([id, label]) => label && id.length <= BUTTONS.customId)
    .slice(0, BUTTONS.inRow)
    .map(([id, label]) => ({
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      custom_id: id,
      label: shorten(label, BUTTONS.label, part => part.length),
    }))
  return buttons.length > 0 ? [{ type: ComponentType.ActionRow, components: buttons }] : []
}

/** Every component of a tree, those inside others included. */
function partsOf(value: unknown): { type: unknown; content?: unknown; label?: unknown }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(partsOf)
  return 'type' in value ? [value, ...inner] : inner
}

/** How many components there are, as Discord counts them: those inside others included. */
export const countParts = (components: readonly Component[]): number => partsOf(components).length

/** Whether Discord takes these components as one message. */
export function fits(components: readonly Component[]): boolean {
  const parts = partsOf(components)
  const length = parts
    .flatMap(({ content, label }) => [content, label])
    .reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.length : 0), 0)
  return parts.length <= MESSAGE.components && length <= MESSAGE.text
}

/** The message in the first drawing that fits, else in the last one. */
export function message(draw: (squeeze: Squeeze) => Component[]): Message {
  let components: Component[] = []
  for (const squeeze of SQUEEZES) {
    components = draw(squeeze)
    if (fits(components)) break
  }
  return { flags: MessageFlags.IsComponentsV2, components, allowed_mentions: { parse: [] } }
}
