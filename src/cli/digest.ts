import { createLog } from '../../adapters/log/pino.ts'
import { describeTerminal } from '../../adapters/preview/describe-terminal.ts'
import { renderDigest as renderText } from '../../adapters/preview/render-digest.ts'
import { readConfiguration } from '../../config/env.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { Layout } from '../channels/layout.ts'
import { connectThrough } from '../composition/connections.ts'
import { thisProcess, VERSION } from '../composition/process.ts'
import { createSource } from '../composition/sources.ts'
import { type Digest, inOneMessage, messageCount } from '../messages/digest.ts'
import type { Platform } from '../ports/platform.ts'
import { newestDigest } from './newest-digest.ts'
import { print } from './output.ts'

export interface DigestOptions {
  /** YYYY-MM-DD; defaults to the newest listed day. */
  date?: string
  topic: string
  papers: number
  layout: Layout
  /** `text`, `json`, or a platform's name. */
  format: string
  json?: boolean
}

/** Each message of the digest as a platform's API takes it; one by itself where there is only one. */
async function renderFor(platform: Platform, composed: Digest): Promise<string> {
  const { hasThreads = true } = platform
  const digest = hasThreads ? composed : inOneMessage(composed)
  const steps = Array.from({ length: messageCount(digest) }, (_, step) => step)
  const messages = await Promise.all(steps.map(step => platform.renderDigest(digest, step)))
  return JSON.stringify(messages.length === 1 ? messages[0] : messages, null, 2)
}

async function render(digest: Digest, format: string): Promise<string> {
  const { stdout, env, platforms } = thisProcess
  const platform = platforms.find(({ name }) => name === format)
  if (platform) return renderFor(platform, digest)
  return format === 'json'
    ? JSON.stringify(digest, null, 2)
    : renderText(digest, describeTerminal(stdout, env))
}

/**
 * Prints a day's digest from what the source lists now. Nothing is stored or posted, so no growth is known.
 * @throws ConfigError, SourceError, OutputError, and Error if there is nothing to print
 */
export async function printDigest(options: DigestOptions): Promise<void> {
  const { clock } = thisProcess
  const { env, proxy } = readConfiguration(thisProcess.env, thisProcess.platforms)
  await connectThrough(proxy)
  const { edition } = settingsFrom(env, VERSION)
  const log = await createLog({ level: env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL, format: 'pretty' })
  const source = createSource(env, { clock, log })
  const { date, topic, papers: size, layout } = options
  const { ranking } = edition
  const digest = await newestDigest(source, { now: clock.now(), date, topic, size, layout, ranking })
  await print(`${await render(digest, options.json ? 'json' : options.format)}\n`)
}
