import { expect, it } from 'vitest'
import { NEEDED_SCOPES } from '../../adapters/slack/identity.ts'
import { COMMAND } from '../../adapters/slack/listeners.ts'
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' }

it('the manifest has the one command that we listen to, within the limits of its texts', () => {
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

it('the manifest asks for the scopes that we need, to post without joining, and for no more than history besides', () => {
  const { bot, bot_optional: optional } = manifest.oauth_config.scopes
  expect(bot).toEqual([...NEEDED_SCOPES, 'chat:write.public'])
  expect(optional).toEqual(['channels:history', 'groups:history'])
})

it('the manifest turns on what commands and buttons come by without a public URL', () => {
  expect(manifest.settings).toEqual({
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  })
})
