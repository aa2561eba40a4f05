import { setTimeout } from 'node:timers/promises'
import { urlOf } from '../../adapters/web/listen.ts'
import { ConfigError } from '../../config/config-error.ts'
import { EMAIL_SIGN_UPS } from '../../config/defaults.ts'
import type { Env } from '../../config/schema.ts'
import { emailWith } from '../composition/email.ts'
import { mailSetupOf } from '../composition/platforms.ts'
import { thisProcess } from '../composition/process.ts'
import { sealerOf } from '../composition/sealing.ts'
import { parseAddress } from '../email/address.ts'
import { createEmailAddresses } from '../email/addresses.ts'
import { type Bounce, createBounces } from '../email/bounces.ts'
import { createConfirmationTokens } from '../email/confirmation-tokens.ts'
import { readReport } from '../email/delivery-report.ts'
import { createForgetAddress } from '../email/forget-address.ts'
import { createSignUps } from '../email/sign-ups.ts'
import { fileReason } from '../lib/file-reasons.ts'
import { FileError } from '../ports/file-error.ts'
import type { Store } from '../ports/store.ts'
import { openPeople } from '../privacy/people-keys.ts'
import { topicName } from '../search/topics.ts'
import { plural } from '../text/format.ts'
import { print } from './output.ts'
import { readUpTo } from './read-up-to.ts'
import { withStore } from './with-store.ts'

const { clock } = thisProcess

/** The stored addresses. @throws ConfigError without a key to open them */
export async function openAddresses(env: Env, { keyValues, emailAddresses }: Store) {
  const sealer = sealerOf(env)
  if (!sealer) {
    throw new ConfigError(['SECRET_KEY: is missing; the stored e-mail addresses are encrypted with it'])
  }
  const people = await openPeople(keyValues, sealer)
  return createEmailAddresses({ rows: emailAddresses, sealer, people, newId: () => crypto.randomUUID() })
}

/**
 * Asks an address whether it wants digests. Exit code 1 if no mail was sent.
 * @throws ConfigError, StoreError, OutputError
 */
export async function addAddress(
  address: string,
  { topic, ...options }: { topic: string; json?: boolean },
): Promise<void> {
  const { result } = await withStore(async ({ env, publishers, store, log }) => {
    const mailer = mailSetupOf(publishers)?.server
    const publicUrl = (): string => env.PUBLIC_URL ?? urlOf(env.HOST, env.PORT)
    const people = await openPeople(store.keyValues, sealerOf(env))
    const parts = await emailWith(env, { mailer, store, people, clock, publicUrl })
    if (!parts) {
      throw new ConfigError([
        'e-mail isn’t set up: SMTP_URL, MAIL_FROM and SECRET_KEY are needed, and WEB has to be on, because the links in mails lead to its pages',
      ])
    }
    const signUps = createSignUps({
      ...parts,
      tokens: createConfirmationTokens({ ...parts, clock }),
      keyValues: store.keyValues,
      counters: store.rateCounters,
      limits: EMAIL_SIGN_UPS,
      clock,
      log,
      wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
      random: Math.random,
    })
    // An open connection would keep the command from ending.
    return signUps
      .askNow({ address, topic }, `on the command line of ${publicUrl()}`)
      .finally(() => mailer?.close())
  })
  if (result.kind === 'refused') throw new Error(result.problem)
  const outcome = result.kind === 'done' ? result.outcome : 'failed'
  const reason = result.kind === 'done' ? result.reason : undefined
  const text = {
    sent: `Sent a mail that asks for confirmation. Digests of ${topicName(topic)} begin once its owner opens the link and presses the button.`,
    limited:
      'Nothing was sent: the address, its domain or all addresses together got too many of these mails lately. Try again tomorrow.',
    blocked:
      'Nothing was sent: a mail to this address was reported as spam, so none are sent to it for a year.',
    failed: `The mail wasn’t sent: ${reason ?? 'too many attempts'}`,
  }[outcome]
  await print(`${options.json ? JSON.stringify({ outcome, ...(reason && { reason }) }) : text}\n`)
  if (outcome !== 'sent') process.exitCode = 1
}

/**
 * Lists the confirmed addresses.
 * @throws ConfigError, StoreError, OutputError
 */
export async function listAddresses(options: { json?: boolean }): Promise<void> {
  const { result } = await withStore(async ({ env, store }) => {
    const results = []
    for await (const each of (await openAddresses(env, store)).all()) {
      const channel = await store.channels.find(each.channel)
      const paused = channel?.pausedReason ?? (channel?.pausedBy && `by ${channel.pausedBy.person}`)
      results.push({ ...each, topics: await store.channels.topics(each.channel), paused })
    }
    return results
  })
  if (options.json) return print(`${JSON.stringify({ results: result })}\n`)
  const lines = result.map(({ channel, address, topics, paused }) => {
    const what = topics.length > 0 ? topics.map(topicName).join(', ') : 'no topics'
    return `${address ?? '(encrypted with another key)'}  ${channel}  ${what}${paused ? `  paused: ${paused}` : ''}`
  })
  await print(`${[...lines, plural(lines.length, 'address', 'addresses')].join('\n')}\n`)
}

/**
 * Takes a mail server's report, or an address that mails come back from. Exit code 1 if it can't be read.
 * @param from the file with the report, or `-` for standard input
 * @throws ConfigError, StoreError, FileError, OutputError
 */
export async function reportBounces(
  from: { file: string } | Bounce,
  options: { json?: boolean },
): Promise<void> {
  const bounces = 'file' in from ? await bouncesIn(from.file) : [from]
  const { result } = await withStore(async ({ env, store }) => {
    const addresses = await openAddresses(env, store)
    const forgetAddress = createForgetAddress({ ...store, addresses, clock })
    const report = createBounces({
      ...store,
      addresses,
      forget: async channel => void (await forgetAddress(channel)),
      clock,
    })
    const results = []
    for (const { kind, address, reason } of bounces) {
      results.push({ address, kind, result: await report({ kind, address, reason }) })
    }
    return results
  })
  if (options.json) return print(`${JSON.stringify({ results: result })}\n`)
  const lines = result.map(({ address, result: became }) => `${address}: ${RESULTS[became]}`)
  await print(
    `${lines.length > 0 ? lines.join('\n') : 'The report asks for nothing, such as where mails are only late, so nothing was changed.'}\n`,
  )
}

const RESULTS = {
  paused: 'its digests are paused. The page behind the link in its mails resumes them.',
  'paused already': 'its digests were paused already.',
  forgotten: 'it was removed, and no mails are sent to it for a year.',
  unknown: 'no digests go to this address.',
} as const

async function bouncesIn(file: string): Promise<readonly Bounce[]> {
  const report = readReport(await readText(file))
  if (report.kind === 'unreadable') {
    throw new Error(
      'this isn’t a mail server’s report (RFC 3464 or 5965) about an address. Name the address itself: email bounce name@example.org',
    )
  }
  return report.kind === 'bounces' ? report.bounces : []
}

/** Longer than any report, with the mail that it is about, bytes: devices such as `/dev/zero` never end. */
const MAX_REPORT_BYTES = 1_000_000

async function readText(file: string): Promise<string> {
  const bytes = file === '-' ? await readInput() : readReportFile(file)
  if (bytes === undefined)
    throw new FileError(`${file} is larger than 1 MB, so it isn’t a mail server’s report`)
  return bytes.toString('utf8')
}

async function readInput(): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    size += chunk.length
    if (size > MAX_REPORT_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function readReportFile(file: string): Buffer | undefined {
  try {
    return readUpTo(file, MAX_REPORT_BYTES)
  } catch (error) {
    throw new FileError(`${file} can't be read: ${fileReason(error)}`, { cause: error })
  }
}

/** An address as typed; undefined for anything else. */
export function addressOf(text: string): string | undefined {
  const parsed = parseAddress(text)
  return parsed.ok ? parsed.address : undefined
}
