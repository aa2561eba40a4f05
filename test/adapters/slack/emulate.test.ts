import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator } from 'emulate'
import { expect, it } from 'vitest'
import { everydayDigest } from '../../fixtures/digests.ts'
import { afterTest } from './bot.ts'
import { createManyBot, PUBLIC_URL } from './many.ts'

/** Installing and posting against another project's fake Slack. It has one workspace, and neither events nor commands. */

const CLIENT = { id: '12345.67890', secret: 'example-client-secret' }

/** A port that is free for now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

async function startEmulator() {
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        team: { name: 'Emulated', domain: 'emulated' },
        users: [{ name: 'ada', real_name: 'Ada', email: 'ada@example.org' }],
        channels: [{ name: 'papers' }],
        oauth_apps: [
          {
            client_id: CLIENT.id,
            client_secret: CLIENT.secret,
            app_id: 'A000000001',
            name: 'Paper Round',
            redirect_uris: [`${PUBLIC_URL}/slack/oauth_redirect`],
          },
        ],
        strict_scopes: true,
      },
    },
  })
  afterTest(() => emulator.close())
  return emulator.url
}

/** Presses the first button of a page for consent. @returns where that leads */
async function consent(page: string): Promise<string> {
  const html = await (await fetch(page)).text()
  const form = /<form[^>]*action="([^"]*)"[\s\S]*?<\/form>/.exec(html)
  const fields = [...(form?.[0] ?? '').matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
  )
  const answer = await fetch(new URL(form?.[1] ?? '', page), {
    method: 'POST',
    body: new URLSearchParams(Object.fromEntries(fields)),
    redirect: 'manual',
  })
  return answer.headers.get('location') ?? ''
}

const { signal } = new AbortController()

it('the app is installed in a workspace of npm’s emulate, and posts and finds its posts with the token from there', async () => {
  const url = await startEmulator()
  const bot = await createManyBot({
    apiUrl: `${url}/api/`,
    oauth: { clientId: CLIENT.id, clientSecret: CLIENT.secret, stateSecret: 'a made-up state secret' },
  })
  await bot.chat.start()
  await bot.chat.check?.(signal)
  const ada = bot.person()
  const { location } = await ada.visit(`${PUBLIC_URL}/slack/install`)
  const page = await ada.visit(await consent(location))
  expect([page.status, page.title]).toEqual([200, 'Paper Round is installed in Emulated'])
  const [stored] = await bot.store.installations.page(undefined, 9)
  expect(stored).toMatchObject({ id: expect.stringMatching(/^slack:T/), botId: expect.stringMatching(/^B/) })
  const teamId = stored?.id.slice('slack:'.length) ?? ''

  const post = {
    channel: `slack:${teamId}/C000000001` as const,
    digest: everydayDigest,
    step: 0,
    key: 'slack edition 0',
  }
  expect(await bot.chat.publish(post, signal)).toMatchObject({ kind: 'sent' })
  expect(await bot.chat.reconcile({ ...post, triedAt: Date.now() }, signal)).toMatchObject({ kind: 'posted' })
  expect(await bot.chat.checkToken?.(signal, `slack:${teamId}/`)).toBe(true)
})
