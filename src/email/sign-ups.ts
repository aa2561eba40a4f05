import type { Rate } from '../lib/allowance.ts'
import { backoff } from '../lib/backoff.ts'
import { messageOf } from '../lib/errors.ts'
import { createTaskTracker, type TaskTracker } from '../lib/task-tracker.ts'
import type {
  ConfirmationOutcome,
  EmailAddresses,
  EmailAsker,
  EmailSignUps,
  SignUpAnswer,
} from '../ports/email-addresses.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { Mailer, RenderConfirmation } from '../ports/mail.ts'
import type { Verdict } from '../ports/publisher.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import { parseTopic, topicName } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { type ParsedAddress, parseAddress, withoutAddresses } from './address.ts'
import { blockedName } from './bounces.ts'
import type { ConfirmationTokens } from './confirmation-tokens.ts'
import { linkIn } from './link-in.ts'

/** How many mails that ask for a confirmation are sent, so that nobody can have others flooded with them. */
export interface SignUpLimits {
  /** Questions of one person or network address. */
  asker: Rate
  /** Mails to one mailbox, to all of a domain, and in all. */
  mailbox: Rate
  domain: Rate
  all: Rate
}

/** Attempts at a mail, and the waits between them, ms. Whoever still wants it can ask again. */
const ATTEMPTS = 3
const BACKOFF = { backoffMs: 20_000, maxBackoffMs: 5 * 60_000 }

export interface SignUps extends EmailSignUps {
  /** Resolves when no mail is being sent, or after `timeoutMs`. */
  idle(timeoutMs: number): Promise<void>
  /** The same, then gives up on the others. */
  stop(graceMs: number): Promise<void>
}

export interface SignUpDeps {
  mailer: Mailer
  render: RenderConfirmation
  addresses: EmailAddresses
  tokens: ConfirmationTokens
  keyValues: KeyValueStore
  counters: RateCounters
  publicUrl: () => string
  limits: SignUpLimits
  clock: Clock
  log: Log
  /** Waits `ms` milliseconds; rejects when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  newId: () => string
}

/**
 * Nothing here depends on whether an address is known: the question is the same, so neither the answer nor the time that it takes tells
 * anything. What is looked up or sent comes after the answer.
 */
export function createSignUps(deps: SignUpDeps): SignUps {
  const { mailer, addresses, keyValues, counters, limits, log } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const tasks: TaskTracker = createTaskTracker()

  const nameOf = (what: string, text: string): string => `email ${what} ${addresses.hashOf(text)}`

  async function send(parsed: ParsedAddress, topic: string, where: string): Promise<Verdict> {
    const mail = mailOf(deps, parsed.address, topic, where)
    for (let attempt = 1; ; attempt++) {
      const verdict = await mailer.send(mail, signal)
      if (verdict.kind !== 'retry' || attempt === ATTEMPTS) return verdict
      await deps.wait(backoff(attempt, BACKOFF, deps.random(), verdict.afterMs), signal)
    }
  }

  async function askAddress(
    parsed: ParsedAddress,
    topic: string,
    where: string,
  ): Promise<{ outcome: ConfirmationOutcome; reason?: string | undefined }> {
    const isBlocked = (await keyValues.get(blockedName(addresses.hashOf(parsed.address)))) !== undefined
    if (isBlocked) return { outcome: 'blocked' }
    const waitMs = await counters.take([
      { name: nameOf('mailbox', parsed.mailbox), rate: limits.mailbox },
      { name: nameOf('domain', parsed.domain), rate: limits.domain },
      { name: 'email confirmations', rate: limits.all },
    ])
    if (waitMs > 0) return { outcome: 'limited' }
    const verdict = await send(parsed, topic, where)
    if (verdict.kind === 'sent') return { outcome: 'sent' }
    return { outcome: 'failed', reason: withoutAddresses(verdict.reason) }
  }

  /** In the background: whoever asked got the answer before. */
  async function askLater(...args: Parameters<typeof askAddress>): Promise<void> {
    try {
      const { outcome, reason } = await askAddress(...args)
      if (outcome === 'failed') log.warn({ reason }, 'could not send a confirmation mail')
      if (outcome === 'limited') log.info({}, 'sent no confirmation mail, because there were too many')
    } catch (error) {
      if (!signal.aborted) {
        log.error({ error: withoutAddresses(messageOf(error)) }, 'could not send a confirmation mail')
      }
    }
  }

  return {
    async ask(typed, asker: EmailAsker) {
      const read = readSignUp(typed)
      if (read.kind === 'refused') return read
      const waitMs = await counters.take([{ name: nameOf('asker', asker.id), rate: limits.asker }])
      if (waitMs > 0) return { kind: 'too many', waitMs }
      void tasks.run(() => askLater(read.parsed, read.topic, asker.where))
      return { kind: 'asked', topic: read.topic }
    },
    async askNow(typed, where) {
      const read = readSignUp(typed)
      if (read.kind === 'refused') return read
      return { kind: 'done', ...(await askAddress(read.parsed, read.topic, where)) }
    },
    idle: tasks.idle,
    async stop(graceMs) {
      await tasks.idle(graceMs)
      stopping.abort(new Error('Paper Round is stopping'))
    },
  }
}

type ReadSignUp =
  | { kind: 'read'; parsed: ParsedAddress; topic: string }
  | Extract<SignUpAnswer, { kind: 'refused' }>

function readSignUp({ address, topic }: { address: string; topic: string }): ReadSignUp {
  const parsed = parseAddress(address)
  if (!parsed.ok) return { kind: 'refused', field: 'address', problem: parsed.problem }
  if (topic.split(/[\s,;]+/).some(word => parseAddress(word).ok)) {
    return { kind: 'refused', field: 'address', problem: 'Name only one e-mail address.' }
  }
  const read = parseTopic(topic)
  if (!read.ok) return { kind: 'refused', field: 'topic', problem: read.problem }
  // Otherwise anybody could make us send their links to strangers.
  const link = linkIn(read.topic)
  if (link !== undefined) {
    const problem = `“${link}” looks like a web address, and mails make links of those. Leave it out, or write it in several words.`
    return { kind: 'refused', field: 'topic', problem }
  }
  return { kind: 'read', parsed, topic: read.topic }
}

function mailOf(
  { render, tokens, publicUrl, clock, newId }: SignUpDeps,
  address: string,
  topic: string,
  where: string,
) {
  const url = `${publicUrl()}/email/confirm/${encodeURIComponent(tokens.tokenFor(address, topic))}`
  const host = URL.parse(publicUrl())?.hostname ?? 'localhost'
  return {
    to: address,
    ...render({ url, topic: topicName(topic), where, validFor: 'two days' }),
    messageId: `<confirm.${newId()}@${host}>`,
    // So that no out-of-office reply answers it.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    date: clock.now(),
  }
}
