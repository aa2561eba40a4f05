import { z } from 'zod'
import type { Request } from '../../src/commands/request.ts'

/** A request together with what it takes to answer the person by other means than its response_url. */
export interface Asked {
  request: Request
  channelId: string
  userId: string
}

/** Slack escapes these three in what people type, and nothing else. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const askedOf = (fields: {
  id: string
  teamId: string
  channelId: string
  userId: string
  person: string
  text: string
}): Asked => ({
  request: {
    id: fields.id,
    channel: `slack:${fields.teamId}/${fields.channelId}`,
    person: fields.person,
    mayChange: true,
    text: fields.text,
  },
  channelId: fields.channelId,
  userId: fields.userId,
})

const commandSchema = z.looseObject({
  trigger_id: z.string(),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string(),
  text: z.string().default(''),
})

/** A slash command's payload. Slack has no right that fits "may change what the channel receives": everyone may. */
export function parseCommand(payload: unknown): Asked {
  const command = commandSchema.parse(payload)
  return askedOf({
    id: command.trigger_id,
    teamId: command.team_id,
    channelId: command.channel_id,
    userId: command.user_id,
    person: command.user_name,
    text: unescaped(command.text),
  })
}

const clickSchema = z.looseObject({
  trigger_id: z.string(),
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string(), name: z.string().optional(), team_id: z.string().optional() }),
  channel: z.looseObject({ id: z.string() }),
  actions: z.array(z.looseObject({ value: z.string().default('') })).min(1),
})

/** A click's payload: the command is the button's value. An app installed for a whole organisation gets no team. */
export function parseClick(payload: unknown): Asked {
  const { trigger_id: id, team, user, channel, actions } = clickSchema.parse(payload)
  return askedOf({
    id,
    teamId: team?.id ?? user.team_id ?? '',
    channelId: channel.id,
    userId: user.id,
    person: user.name ?? user.id,
    text: actions[0]?.value ?? '',
  })
}
