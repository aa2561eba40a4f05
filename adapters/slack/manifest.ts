import single from './manifest.json' with { type: 'json' }
import { END_EVENTS } from './uninstalled.ts'

const { bot, bot_optional: optional } = single.oauth_config.scopes

/** What we ask for; a person can leave out what the manifest calls optional. */
export const SCOPES: readonly string[] = [...bot, ...optional]

/**
 * The manifest of the app: for one workspace, which it is made in, by Socket Mode; or for many, with the addresses that Slack calls.
 * @param url what the addresses begin with, for many
 */
export function manifestFor(url?: string): object {
  if (url === undefined) return single
  const events = `${url}/slack/events`
  const { features, oauth_config, settings } = single
  return {
    ...single,
    features: {
      ...features,
      slash_commands: features.slash_commands.map(command => ({ ...command, url: events })),
    },
    oauth_config: { ...oauth_config, redirect_urls: [`${url}/slack/oauth_redirect`] },
    settings: {
      ...settings,
      event_subscriptions: {
        request_url: events,
        bot_events: [...settings.event_subscriptions.bot_events, ...END_EVENTS],
      },
      interactivity: { is_enabled: true, request_url: events, message_menu_options_url: events },
      org_deploy_enabled: true,
      socket_mode_enabled: false,
    },
  }
}
