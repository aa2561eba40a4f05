import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import type { Suggest } from '../../src/ports/chat.ts'
import { plainText } from './blocks.ts'
import { absentAs } from './fields.ts'
import { OPTION } from './limits.ts'
import { readMetadata } from './metadata.ts'
import { cut } from './text.ts'

const suggestionSchema = z.looseObject({
  action_id: z.templateLiteral(['papers-found:', z.enum(['topic', 'followed', 'zone', 'paper'])]),
  value: absentAs(z.string(), ''),
  user: z.looseObject({ id: z.string() }),
  view: z.looseObject({ private_metadata: z.string() }),
})

const KINDS = {
  'papers-found:topic': 'topic',
  'papers-found:followed': 'followed',
  'papers-found:zone': 'zone',
  'papers-found:paper': 'paper',
} as const

/** Options for what someone typed into a field. */
export async function suggestOptions(
  payload: unknown,
  teamId: string,
  suggest: Suggest,
): Promise<types.PlainTextOption[]> {
  const { action_id: id, value: typed, user, view } = suggestionSchema.parse(payload)
  const place = readMetadata(view.private_metadata).channelId ?? user.id
  const channel: ChannelId = `slack:${teamId}/${place}`
  const options = await suggest({ channel, kind: KINDS[id], typed })
  return options
    .filter(({ label, value }) => plain(label).trim() && value.length <= OPTION.value)
    .map(({ label, value }) => ({ text: plainText(cut(plain(label).trim(), OPTION.label)), value }))
}
