import { z } from 'zod'
import { httpUrl, readEnvironment, secretOtherThan, withoutSlash } from '../../src/lib/environment.ts'
import { proxyOf } from '../../src/lib/proxy.ts'
import { code } from '../../src/messages/reply.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { OTHER_TOKENS } from '../shared/other-tokens.ts'

const TOKEN = 'the token on the Bot page of the application'
const PUBLIC_KEY = /^[\da-f]{64}$/i

const environment = z.object({
  DISCORD_TOKEN: secretOtherThan(OTHER_TOKENS, TOKEN)
    .refine(
      text => !PUBLIC_KEY.test(text) && !/^\d{15,21}$/.test(text),
      `should be ${TOKEN}, not its Public Key or its id`,
    )
    .optional(),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(
      PUBLIC_KEY,
      "should be the Public Key on the application's General Information page: 64 digits and letters from a to f",
    )
    .transform(key => key.toLowerCase())
    .optional(),
  DISCORD_API_URL: httpUrl
    .transform(withoutSlash)
    .refine(url => !/\/v\d+$/.test(url), 'should end before the version, as in https://discord.com/api')
    .default('https://discord.com/api'),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,21}$/, "should be a server's id: 17 to 20 digits")
    .optional(),
})

const KEY_WITHOUT_TOKEN =
  'DISCORD_TOKEN: is missing beside DISCORD_PUBLIC_KEY; it is on the Bot page of the application at discord.com/developers/applications'

/** Discord: one bot, by the gateway or over HTTP. */
export const discord: Platform = {
  name: 'discord',
  title: 'Discord',
  variables: Object.keys(environment.shape),
  configure(variables) {
    const read = readEnvironment(environment, variables)
    if (!read.ok) return { kind: 'invalid', problems: read.problems }
    const {
      DISCORD_TOKEN: token,
      DISCORD_PUBLIC_KEY: publicKey,
      DISCORD_API_URL: apiUrl,
      DISCORD_GUILD_ID: guildId,
    } = read.values
    if (!token) return publicKey ? { kind: 'invalid', problems: [KEY_WITHOUT_TOKEN] } : { kind: 'absent' }
    const proxy = proxyOf(variables)
    return {
      kind: 'ready',
      async load() {
        if (proxy && !publicKey) {
          const { useGatewayProxy } = await import('./gateway-proxy.ts')
          useGatewayProxy(proxy)
        }
        const { createDiscord } = await import('./app.ts')
        return parts => createDiscord({ ...parts, token, apiUrl, guildId, publicKey })
      },
    }
  },
  async renderDigest(digest, step) {
    const { renderDigest } = await import('./render-digest.ts')
    return renderDigest(digest, step)
  },
  guided: {
    variables: ['DISCORD_TOKEN'],
    async load(variables, parts) {
      const { createGuidedSetup } = await import('./guided-setup.ts')
      const { DISCORD_API_URL: apiUrl } = environment.pick({ DISCORD_API_URL: true }).parse(variables)
      return createGuidedSetup({ ...parts, apiUrl })
    },
  },
  setupGuide: [
    { text: 'run ' },
    code('npx paper-round init'),
    { text: ', which leads you through it; or create an app at ' },
    { text: 'discord.com/developers/applications', url: 'https://discord.com/developers/applications' },
    { text: ', invite it to your server (scopes ' },
    code('bot'),
    { text: ' and ' },
    code('applications.commands'),
    { text: '); put ' },
    code('DISCORD_TOKEN'),
    { text: ' into ' },
    code('.env'),
    { text: ', and start again.' },
  ],
  tokenAdvice:
    'Check the network; else set DISCORD_TOKEN anew, with all that the README names, and start again.',
}
