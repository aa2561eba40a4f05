import { lookUpTexts } from '../../adapters/email/look-up-texts.ts'
import { createLog } from '../../adapters/log/pino.ts'
import { askProxy } from '../../adapters/shared/ask-proxy.ts'
import { isPaperRoundAt, tryListening, urlOf } from '../../adapters/web/listen.ts'
import { ConfigError } from '../../config/config-error.ts'
import { type Configuration, readConfiguration } from '../../config/env.ts'
import type { Env } from '../../config/schema.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { createCollector } from '../collecting/collector.ts'
import { connectThrough, databaseOf } from '../composition/connections.ts'
import { loadChats, mailSetupOf, receivesWithoutChat } from '../composition/platforms.ts'
import { thisProcess, VERSION } from '../composition/process.ts'
import { installingWith, sealerOf } from '../composition/sealing.ts'
import { createArxivSource, createSource, otherSourcesOf } from '../composition/sources.ts'
import { type Address, checkAddress } from '../doctor/address.ts'
import { checkChannels } from '../doctor/channels.ts'
import { checkChats } from '../doctor/chats.ts'
import { type Finding, fault, ok, warning } from '../doctor/check.ts'
import { checkClock } from '../doctor/clock.ts'
import { checkDelivery, createHowToResume } from '../doctor/delivery.ts'
import { checkInstallations } from '../doctor/installations.ts'
import { checkJobs } from '../doctor/jobs.ts'
import { checkMail } from '../doctor/mail.ts'
import { checkProxy, isCutOff } from '../doctor/proxy.ts'
import { checkSealedAddresses } from '../doctor/sealed-addresses.ts'
import { checkShards } from '../doctor/shards.ts'
import { checkSource } from '../doctor/sources.ts'
import { isExcepted, type ProxySettings, proxyName } from '../lib/proxy.ts'
import type { SourceName } from '../papers/sources.ts'
import type { Log } from '../ports/log.ts'
import type { MailSetup } from '../ports/mail.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { Store } from '../ports/store.ts'
import { StoreError } from '../ports/store-error.ts'
import { addDays, dayAt } from '../time/days.ts'
import { examineDatabase } from './doctor-database.ts'
import { print } from './output.ts'

const MARKS: Record<Finding['state'], string> = { ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' }

/** The variables with the addresses of sources' lists. */
const LIST_ADDRESSES: Readonly<Record<SourceName, string>> = {
  huggingface: 'HF_ENDPOINT',
  arxiv: 'ARXIV_FEED',
}

/** How long a mail server may take to be reached, ms. */
const MAIL_MS = 20_000

/** A day so far back has its list, whatever the hour. */
const SURE_DAYS_BACK = 3

const SOURCE_TIME_WITHIN_MS = 10_000
/** How long a proxy may take to open a tunnel, ms. */
const PROXY_MS = 5_000

function addressOf({ HOST: host, PORT: port }: Env): Address {
  const url = urlOf(host, port)
  return { url, answers: () => isPaperRoundAt(url), tryListening: () => tryListening(host, port) }
}

function proxyText({ https, http, except }: ProxySettings): string {
  const both = http === undefined || http === https
  const proxies = both ? proxyName(https) : `${proxyName(https)}, without TLS through ${proxyName(http)}`
  return `Connections go through ${proxies}${except ? `, except those to ${except}` : ''}.`
}

/** Whether the proxy lets us reach a host that we need. Where none of them goes through it by TLS, it isn't asked. */
async function checkProxyOf(
  { HF_ENDPOINT, ARXIV_ENDPOINT, HTTPS_PROXY }: Env,
  proxy: ProxySettings,
): Promise<{ findings: Finding[]; isCutOff: boolean }> {
  const target = [HF_ENDPOINT, ARXIV_ENDPOINT]
    .map(url => new URL(url))
    .find(({ protocol, hostname }) => protocol === 'https:' && !isExcepted(hostname, proxy))
  const text = proxyText(proxy)
  if (!target) return { findings: [ok('proxy', text)], isCutOff: false }
  const configured = {
    text,
    variable: HTTPS_PROXY ? 'HTTPS_PROXY' : 'HTTP_PROXY',
    hasUser: new URL(proxy.https).username !== '',
    target: `${target.hostname}:${target.port || 443}`,
  }
  const answer = await askProxy(proxy.https, configured.target, PROXY_MS)
  return { findings: [checkProxy(configured, answer)], isCutOff: isCutOff(answer) }
}

/** Channels that are asked about, those with the next digest first. */
const CHECKED_CHANNELS = 50

/** The channels with subscriptions, except those that are paused, because their reason is known. */
async function channelsToCheck({ channels }: Store): Promise<ChannelId[]> {
  const scheduled = await channels.bySlot({ limit: CHECKED_CHANNELS })
  const active = scheduled.filter(({ pausedReason, pausedBy }) => !pausedReason && !pausedBy)
  const topics = await Promise.all(active.map(({ id }) => channels.topics(id)))
  return active.filter((_, index) => topics[index]?.length).map(({ id }) => id)
}

/** What time it is by the source, ms UTC; undefined where it doesn't say. */
async function sourceTime(url: string): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(SOURCE_TIME_WITHIN_MS) })
    const at = Date.parse(answer.headers.get('date') ?? '')
    return Number.isNaN(at) ? undefined : at
  } catch {
    // Another check reports that it doesn't answer.
    return undefined
  }
}

/** Whether mails can be sent, where e-mail is set up. */
async function checkMails(mail: MailSetup | undefined): Promise<Finding[]> {
  if (!mail) return []
  try {
    return await checkMail(mail, { lookUp: lookUpTexts, signal: AbortSignal.timeout(MAIL_MS) })
  } finally {
    mail.server.close()
  }
}

/** What is found where the settings are valid. */
async function examine({ env, chats, publishers, proxy, warnings }: Configuration): Promise<Finding[]> {
  const { clock } = thisProcess
  const log = await createLog({ level: env.LOG_LEVEL === 'info' ? 'error' : env.LOG_LEVEL, format: 'pretty' })
  await connectThrough(proxy)
  const quiet = { ...log, warn: log.debug, error: log.debug }
  const reachable = proxy ? await checkProxyOf(env, proxy) : { findings: [], isCutOff: false }
  const isOnline = !reachable.isCutOff
  const createChats = await loadChats(chats)
  const database = await examineDatabase(databaseOf(env), { log, timezone: env.DEFAULT_TIMEZONE })
  const { store, isUsable } = database
  const now = clock.now()
  const connections = createChats({
    run: async () => ({ visibility: 'ephemeral', lines: [] }),
    suggest: async () => [],
    accessRestored: async () => {},
    accessLost: async () => {},
    reconnected() {},
    isFirst: async () => true,
    keyValues: store.keyValues,
    installing: installingWith(env, store),
    clock,
    log: quiet,
    version: VERSION,
  })
  try {
    const hasNoChat = chats.length === 0 && (!isUsable || (await receivesWithoutChat(store, publishers)))
    const findings = [
      ok('settings', `are understood. Paper Round ${VERSION}, Node ${process.version}.`),
      ...reachable.findings,
      ...warnings.map(text => warning('settings', text)),
      ...database.findings,
      await checkAddress(addressOf(env), database.isInUse),
    ]
    if (isUsable && database.isInUse) findings.push(...(await checkJobs(store.keyValues, now)))
    if (isOnline) findings.push(...(await checkSources(env, quiet, isUsable ? store : undefined)))
    if (isOnline && !hasNoChat) {
      const platforms = chats.map(({ platform }) => platform)
      findings.push(...(await checkChats(platforms, connections)))
    }
    if (isUsable && store.isShared) {
      for (const { platform } of chats) findings.push(...(await checkShards(platform, store.leases)))
    }
    if (isUsable) findings.push(...(await checkKeys(store, env)))
    if (isUsable && isOnline) {
      findings.push(...(await checkChannels(await channelsToCheck(store), connections)))
    }
    if (isOnline) findings.push(...(await checkMails(mailSetupOf(publishers))))
    if (isUsable) {
      const howToResume = createHowToResume(thisProcess.platforms)
      findings.push(...(await checkDelivery(store, now, { timezone: env.DEFAULT_TIMEZONE, howToResume })))
    }
    return findings
  } finally {
    await Promise.all(connections.map(chat => chat.stop()))
    await store.close()
  }
}

/** Each source, and our clock by the first. @param store undefined where it can't be used */
async function checkSources(env: Env, log: Log, store: Store | undefined): Promise<Finding[]> {
  const { clock } = thisProcess
  const now = clock.now()
  const source = createSource(env, { clock, log })
  const arxiv = createArxivSource(env, { clock, log })
  const feedOf = (source: PaperSource, newestOnlyOf?: SourceName) =>
    store && createCollector({ source, newestOnlyOf, ...store, clock, log }).feed()
  const findings = [
    ...checkClock(await sourceTime(`${env.HF_ENDPOINT}/api/daily_papers`), clock.now()),
    ...(await checkSource(source, await feedOf(source), {
      day: addDays(dayAt(now, 'UTC'), -SURE_DAYS_BACK),
      variable: 'HF_ENDPOINT',
    })),
  ]
  for (const { of, source } of otherSourcesOf(env, { arxiv })) {
    const named = { day: dayAt(now, 'UTC'), variable: LIST_ADDRESSES[of], papers: source.name }
    findings.push(...(await checkSource(source, await feedOf(source, of), named)))
  }
  return findings
}

/** Whether our keys open what is stored encrypted. */
async function checkKeys(store: Store, env: Env): Promise<Finding[]> {
  const sealer = sealerOf(env)
  return [
    ...(await checkInstallations(store.installations, sealer)),
    ...(await checkSealedAddresses('webhooks', store.webhooks, sealer)),
    ...(await checkSealedAddresses('e-mail addresses', store.emailAddresses, sealer)),
  ]
}

async function diagnose(): Promise<Finding[]> {
  try {
    return await examine(readConfiguration(thisProcess.env, thisProcess.platforms))
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(problem => fault('settings', problem))
    if (error instanceof StoreError) return [fault('database', error.message)]
    throw error
  }
}

/**
 * Checks everything that Paper Round needs, and prints the results with what to do. Exit code 1 if a check fails. Changes nothing in a
 * database that exists, and works while the bot is running.
 * @throws OutputError
 */
export async function runDoctor(options: { json?: boolean }): Promise<void> {
  const findings = await diagnose()
  const width = Math.max(...findings.map(({ what }) => what.length))
  const lines = findings.map(({ what, state, text }) => `${MARKS[state]}${what.padEnd(width)}  ${text}`)
  await print(`${options.json ? JSON.stringify(findings) : lines.join('\n')}\n`)
  if (findings.some(({ state }) => state === 'fault')) process.exitCode = 1
}
