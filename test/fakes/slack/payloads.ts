import { randomUUID } from 'node:crypto'
import { CHANNEL, PERSON, type Workspace } from './workspace.ts'

/** Payloads of the shape that Slack sends. */

export interface Asker {
  channel?: string
  user?: { id: string; name: string }
}

interface PayloadOptions extends Asker {
  workspace: Workspace
  triggerId: string
  responseUrl: string
}

/** In HTTP mode these are the fields of a form, in Socket Mode they come as JSON. */
export function commandPayload(text: string, options: PayloadOptions): Record<string, string> {
  const { workspace, channel = CHANNEL, user = PERSON, triggerId, responseUrl } = options
  return {
    token: 'legacy-verification-token',
    team_id: workspace.teamId,
    team_domain: 'made-up',
    channel_id: channel,
    channel_name: 'papers',
    user_id: user.id,
    user_name: user.name,
    command: '/papers',
    text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  }
}

/** A click on a button, known by what it carries. */
export interface Button {
  action_id: string
  value: string
  text: string
}

export function clickPayload(button: Button, options: PayloadOptions & { messageTs: string }) {
  const { workspace, channel = CHANNEL, user = PERSON, triggerId, responseUrl, messageTs } = options
  return {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.teamId },
    api_app_id: workspace.appId,
    token: 'legacy-verification-token',
    container: { type: 'message', message_ts: messageTs, channel_id: channel, is_ephemeral: false },
    trigger_id: triggerId,
    team: { id: workspace.teamId, domain: 'made-up' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: 'papers' },
    message: { type: 'message', ts: messageTs, text: '', bot_id: workspace.botId, blocks: [] },
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        action_id: button.action_id,
        block_id: 'b1',
        text: { type: 'plain_text', text: button.text, emoji: false },
        value: button.value,
        type: 'button',
        action_ts: messageTs,
      },
    ],
  }
}

export const newTriggerId = (): string => `9871963943.3485157640.${randomUUID().replaceAll('-', '')}`
