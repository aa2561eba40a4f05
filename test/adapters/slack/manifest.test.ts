import { expect, it } from 'vitest'
import { REQUIRED_SCOPES } from '../../../adapters/slack/identity.ts'
import {
  ACCESS_EVENTS,
  COMMAND,
  HOME_EVENT,
  LOOK_UP_SHORTCUT,
  MESSAGE_EVENTS,
  SEARCH_SHORTCUT,
} from '../../../adapters/slack/listeners.ts'
import manifest from '../../../adapters/slack/manifest.json' with { type: 'json' }
import { manifestFor } from '../../../adapters/slack/manifest.ts'

it('the manifest has our one command, with texts within the limits', () => {
  const [command, ...others] = manifest.features.slash_commands
  expect(command?.command).toBe(COMMAND)
  expect(others).toEqual([])
  expect(command?.command.length).toBeLessThanOrEqual(32)
  expect(command?.description.length).toBeLessThanOrEqual(2_000)
  expect(command?.usage_hint.length).toBeLessThanOrEqual(1_000)
  expect(manifest.display_information.name.length).toBeLessThanOrEqual(35)
  expect(manifest.display_information.description.length).toBeLessThanOrEqual(140)
  expect(manifest.features.bot_user.display_name).toMatch(/^[a-z\d._-]{1,80}$/)
})

it('the manifest requests the required scopes, those to post without joining and to receive channel events, and optionally those for messages to the bot, history, direct messages and roles', () => {
  const { bot, bot_optional: optional } = manifest.oauth_config.scopes
  expect(bot).toEqual([...REQUIRED_SCOPES, 'chat:write.public', 'channels:read', 'groups:read'])
  expect(optional).toEqual([
    'app_mentions:read',
    'channels:history',
    'files:write',
    'groups:history',
    'im:history',
    'im:read',
    'mpim:read',
    'users:read',
  ])
})

/** The name to subscribe to: of messages, those in direct messages. */
const eventName = (type: string): string => (type === 'message' ? 'message.im' : type)

it('the manifest turns on Socket Mode, interactivity and our events', () => {
  expect(manifest.settings).toEqual({
    event_subscriptions: { bot_events: [HOME_EVENT, ...MESSAGE_EVENTS.map(eventName), ...ACCESS_EVENTS] },
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  })
})

it('the manifest has our shortcuts, with texts within the limits', () => {
  const { shortcuts } = manifest.features
  expect(shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
    ['global', SEARCH_SHORTCUT],
    ['message', LOOK_UP_SHORTCUT],
  ])
  for (const { name, description } of shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24)
    expect(description.length).toBeLessThanOrEqual(150)
  }
})

it('the manifest turns on the home page, and lets people message the bot', () => {
  expect(manifest.features.app_home).toEqual({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: false,
  })
})

it('the manifest for many workspaces is the same app, by HTTP at an address, with the events that end an installation', () => {
  expect(manifestFor()).toEqual(manifest)
  const { bot_events } = manifest.settings.event_subscriptions
  const [command] = manifest.features.slash_commands
  const url = 'https://papers.example/slack/events'
  expect(manifestFor('https://papers.example')).toEqual({
    ...manifest,
    features: { ...manifest.features, slash_commands: [{ ...command, url }] },
    oauth_config: {
      ...manifest.oauth_config,
      redirect_urls: ['https://papers.example/slack/oauth_redirect'],
    },
    settings: {
      ...manifest.settings,
      event_subscriptions: {
        request_url: url,
        bot_events: [...bot_events, 'app_uninstalled', 'tokens_revoked', 'team_access_revoked'],
      },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
      org_deploy_enabled: true,
      socket_mode_enabled: false,
    },
  })
})
