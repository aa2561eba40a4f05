import { expect, it } from 'vitest'
import { PLATFORMS } from '../../adapters/platforms.ts'
import { MAX_LINK_BYTES } from '../../adapters/preview/limits.ts'
import { createFakeClock } from '../fakes/clock.ts'

const parts = { version: '1', clock: createFakeClock(0) }
const setupOf = async (name: string) => {
  const setup = await PLATFORMS.find(platform => platform.name === name)?.guided?.load({}, parts)
  if (!setup) throw new TypeError(`nothing leads through setting up ${name}`)
  return setup
}

it('links to Slack’s page with our manifest filled in, short enough for a terminal’s link', async () => {
  const { create } = await setupOf('slack')
  const url = new URL(create.url ?? '')
  expect(`${url.origin}${url.pathname}`).toBe('https://api.slack.com/apps')
  expect(url.searchParams.get('new_app')).toBe('1')
  const manifest = await PLATFORMS.find(({ name }) => name === 'slack')?.appManifest?.()
  expect(JSON.parse(url.searchParams.get('manifest_json') ?? '')).toEqual(manifest)
  expect(url.href.length).toBeLessThanOrEqual(MAX_LINK_BYTES)
})

it('links to the page that installs the app whose app-level token is known', async () => {
  const [, botToken] = (await setupOf('slack')).tokens
  const step = botToken?.step({ SLACK_APP_TOKEN: 'xapp-1-A0123456789-12-abc' })
  expect(step).toMatchObject({
    url: 'https://api.slack.com/apps/A0123456789/install-on-team',
    clicks: ['Install to Workspace', 'Allow'],
  })
})

it.each([
  ['slack', 8, 2],
  ['discord', 5, 1],
])(
  '%s takes %i clicks on its own pages and %i pastes until the tokens are known',
  async (name, clicks, pastes) => {
    const { create, tokens } = await setupOf(name)
    const known = { SLACK_APP_TOKEN: 'xapp-1-A0123456789-12-abc' }
    const steps = [create, ...tokens.map(({ step }) => step(known))]
    expect(steps.flatMap(step => step.clicks)).toHaveLength(clicks)
    expect(tokens).toHaveLength(pastes)
  },
)

it.each([
  ['slack', 'https://our.slack.com/archives/C0123456789', 'T1', 'slack:T1/C0123456789'],
  ['slack', 'https://app.slack.com/client/T9/C0123456789', 'T1', 'slack:T9/C0123456789'],
  ['slack', 'C0123456789', 'T1', 'slack:T1/C0123456789'],
  ['slack', 'slack:T9/C1', undefined, 'slack:T9/C1'],
  ['slack', 'C0123456789', undefined, undefined],
  ['slack', '#papers', 'T1', undefined],
  ['slack', 'https://evil.example/archives/C0123456789', 'T1', undefined],
  [
    'discord',
    'https://discord.com/channels/290926798626357001/290926798626357002',
    undefined,
    'discord:290926798626357001/290926798626357002',
  ],
  [
    'discord',
    'https://ptb.discord.com/channels/290926798626357001/290926798626357002',
    undefined,
    'discord:290926798626357001/290926798626357002',
  ],
  [
    'discord',
    'discord:290926798626357001/290926798626357002',
    undefined,
    'discord:290926798626357001/290926798626357002',
  ],
  ['discord', '290926798626357002', undefined, undefined],
])('on %s understands the channel %s', async (name, text, workspace, id) => {
  expect((await setupOf(name)).channelOf(text, workspace)).toBe(id)
})
