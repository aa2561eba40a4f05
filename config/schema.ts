import { z } from 'zod'
import { httpUrl, secret, secretOtherThan, withoutSlash } from '../src/lib/environment.ts'
import { proxyVariables } from '../src/lib/proxy.ts'
import { databaseUrl } from './database-url.ts'
import { arxivCategories, secretKeys, time, timezone, wholeNumber } from './fields.ts'

/** Nobody guesses this many random letters and digits, because sign-in is limited for each address. */
const MIN_TOKEN = 8

/** People paste one into the wrong variable. */
const SLACK_TOKENS = /^(?:xox[a-z]-|xapp-)/

/** All variables except the platforms' own. `.env.example` names exactly these and those of the platforms; a test compares them. */
export const envSchema = z.object({
  DATABASE_URL: databaseUrl.default('./data/paper-round.db'),
  HF_ENDPOINT: httpUrl.transform(withoutSlash).default('https://huggingface.co'),
  HF_TOKEN: secretOtherThan(SLACK_TOKENS, 'a token of Hugging Face, which begins with hf_').optional(),
  REMOTE_SEARCH: z.enum(['on', 'off'], 'should be on or off').default('on'),
  ARXIV_ENDPOINT: httpUrl.transform(withoutSlash).default('https://export.arxiv.org'),
  ARXIV_CATEGORIES: arxivCategories.default([]),
  ARXIV_FEED: httpUrl.transform(withoutSlash).default('https://rss.arxiv.org'),
  PORT: wholeNumber(0, 65_535, 'should be a port number, 0 to 65535').default(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: httpUrl.transform(withoutSlash).optional(),
  WEB: z.enum(['on', 'off'], 'should be on or off').default('on'),
  THUMBNAILS: z.enum(['on', 'off'], 'should be on or off').default('on'),
  WEB_TOKEN: secret
    .refine(text => text.length >= MIN_TOKEN, `should have at least ${MIN_TOKEN} characters`)
    .optional(),
  SECRET_KEY: secretKeys.optional(),
  DEFAULT_TIMEZONE: timezone.default('UTC'),
  DEFAULT_TIME: time.default('09:00'),
  COLLECT_MINUTES: wholeNumber(
    1,
    1440,
    'should be a whole number of minutes, from 1 to 1440 (a day)',
  ).default(15),
  KEEP_HISTORY_DAYS: wholeNumber(
    1,
    36_500,
    'should be a whole number of days, from 1 to 36500 (a hundred years)',
  ).default(365),
  ...proxyVariables,
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'should be debug, info, warn, error or silent')
    .default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], 'should be pretty or json').optional(),
})

export type Env = z.infer<typeof envSchema>
