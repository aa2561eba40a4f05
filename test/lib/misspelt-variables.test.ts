import { expect, it } from 'vitest'
import { PLATFORMS } from '../../adapters/platforms.ts'
import { envSchema } from '../../config/schema.ts'
import { misspeltVariables } from '../../src/lib/misspelt-variables.ts'

const KNOWN = [...Object.keys(envSchema.shape), ...PLATFORMS.flatMap(({ variables }) => variables)]

it.each([
  ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
  ['SLACK_BOT_USER_OAUTH_TOKEN', 'SLACK_BOT_TOKEN'],
  ['SLACK_APP_LEVEL_TOKEN', 'SLACK_APP_TOKEN'],
  ['SLACK_BOT_TOKNE', 'SLACK_BOT_TOKEN'],
  ['SLACK_SECRET', 'SLACK_SIGNING_SECRET'],
  ['slack_bot_token', 'SLACK_BOT_TOKEN'],
  ['SLACK-BOT-TOKEN', 'SLACK_BOT_TOKEN'],
  ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
  ['DISCORD_GUILD_IDS', 'DISCORD_GUILD_ID'],
  ['HF_TOKENS', 'HF_TOKEN'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['LOG_LEVL', 'LOG_LEVEL'],
  ['COLLECT_MINUTE', 'COLLECT_MINUTES'],
  ['DEFAULT_TIME_ZONE', 'DEFAULT_TIMEZONE'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['publicurl', 'PUBLIC_URL'],
  ['MAIL_FRO_M', 'MAIL_FROM'],
  ['ARXIV_CATEGORY', 'ARXIV_CATEGORIES'],
])('%s is taken for a misspelling of %s, unless that is set too', (name, meant) => {
  expect(misspeltVariables({ [name]: 'x' }, KNOWN)).toEqual([
    `${name} is not a variable of Paper Round; did you mean ${meant}?`,
  ])
  expect(misspeltVariables({ [name]: 'x', [meant]: 'y' }, KNOWN)).toEqual([])
})

it.each([
  'HF_HOME',
  'HF_HUB_OFFLINE',
  'HF_TOKEN_PATH',
  'SLACK_WEBHOOK_URL',
  'SLACK_USER_TOKEN',
  'SLACK_CHANNEL',
  'DISCORD_WEBHOOK_URL',
  'DATABASE_HOST',
  'LOG_FILE',
  'NPM_TOKEN',
  'HOSTNAME',
  'PORTS',
])('%s of another program is left alone', name => {
  expect(misspeltVariables({ [name]: 'x' }, KNOWN)).toEqual([])
})
