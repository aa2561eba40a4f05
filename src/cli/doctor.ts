import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { lookUpTexts } from '../../adapters/email/look-up-texts.ts'
import { isInUse } from '../../adapters/sqlite/instance-lock.ts'
import type { DatabasePlace } from '../../adapters/stores.ts'
import { isPaperRoundAt, tryListening, urlOf } from '../../adapters/web/listen.ts'
import type { Env } from '../../config/schema.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { createCollector } from '../collecting/collector.ts'
import { type Address, checkAddress } from '../doctor/address.ts'
import { checkBackup } from '../doctor/backup.ts'
import { checkChannels } from '../doctor/channels.ts'
import { checkChats } from '../doctor/chats.ts'
import { type Finding, ok, warning } from '../doctor/check.ts'
import { checkClock } from '../doctor/clock.ts'
import { checkDelivery, createHowToResume } from '../doctor/delivery.ts'
import { checkInstallations } from '../doctor/installations.ts'
import { checkJobs } from '../doctor/jobs.ts'
import { checkMail } from '../doctor/mail.ts'
import { checkPermissions, type PrivatePath } from '../doctor/permissions.ts'
import { checkSealedAddresses } from '../doctor/sealed-addresses.ts'
import { checkServer } from '../doctor/server.ts'
import { checkSource } from '../doctor/sources.ts'
import { checkStorage } from '../doctor/storage.ts'
import { type ProxySettings, proxyName } from '../lib/proxy.ts'
import {
  createArxivSource,
  createSource,
  databaseOf,
  HOME,
  installingWith,
  loadChats,
  mailSetupOf,
  otherSourcesOf,
  receivesWithoutChat,
  sealerOf,
  thisProcess,
  VERSION,
} from '../main.ts'
import type { SourceName } from '../papers/sources.ts'
import type { MailSetup } from '../ports/mail.ts'
import type { OtherSource } from '../ports/paper-source.ts'
import type { Store } from '../ports/store.ts'
import { addDays, dayAt } from '../time/days.ts'
import { environmentFile } from './environment-file.ts'
import { backupOf } from './last-backup.ts'
import { print } from './output.ts'
import { withStore } from './with-store.ts'

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

/** The state of the database and of what it is on, and whether a bot is running on it. */
async function checkDatabase(
  place: DatabasePlace,
  store: Store,
  timezone: string,
): Promise<{ findings: Finding[]; isInUse: boolean }> {
  if (place.kind === 'server') {
    const { inspectServer } = await import('../../adapters/postgres/inspect.ts')
    const server = await inspectServer(place.url, thisProcess.clock.now)
    const findings = [...(await checkServer(server, store)), ...checkPermissions(privatePaths([]))]
    return { findings, isInUse: server.isInUse }
  }
  const { file } = place
  const { bavail, bsize } = await statfs(dirname(file))
  const inUse = isInUse(file)
  const findings = [
    ...(await checkStorage({ file, free: bavail * bsize, isInUse: inUse }, store)),
    ...checkBackup(backupOf(file), thisProcess.clock.now(), timezone),
  ]
  const files = ['', '-wal', '-shm', '.lock'].map(ending => `${file}${ending}`)
  const paths = privatePaths([dirname(file), ...files])
  return { findings: [...findings, ...checkPermissions(paths)], isInUse: inUse }
}

function addressOf({ HOST: host, PORT: port }: Env): Address {
  const url = urlOf(host, port)
  return { url, answers: () => isPaperRoundAt(url), tryListening: () => tryListening(host, port) }
}

function proxyText({ https, http, except }: ProxySettings): string {
  const both = http === undefined || http === https
  const proxies = both ? proxyName(https) : `${proxyName(https)}, without TLS through ${proxyName(http)}`
  return `Connections go through ${proxies}${except ? `, except those to ${except}` : ''}.`
}

/** These paths and the settings, as far as they exist. Windows has no such permissions. */
function privatePaths(paths: readonly string[]): PrivatePath[] {
  if (process.platform === 'win32') return []
  return [...paths, environmentFile(thisProcess.env, HOME)].flatMap(path => {
    const stats = statSync(path, { throwIfNoEntry: false })
    const isPrivate = stats?.isFile() || stats?.isDirectory()
    return stats && isPrivate ? [{ path, isFolder: stats.isDirectory(), mode: stats.mode }] : []
  })
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

/**
 * Checks everything that Paper Round needs, and prints the results with what to do. Exit code 1 if a check fails. Changes nothing,
 * and works while the bot is running.
 * @throws OutputError, and ConfigError or StoreError, if the settings are invalid or the database can't be opened
 */
export async function runDoctor(options: { json?: boolean }): Promise<void> {
  const { clock } = thisProcess
  const { result: findings } = await withStore(
    async ({ env, chats, publishers, proxy, warnings, store, log }): Promise<Finding[]> => {
      const now = clock.now()
      const quiet = { ...log, warn: log.debug, error: log.debug }
      const source = createSource(env, { clock, log: quiet })
      const arxiv = createArxivSource(env, { clock, log: quiet })
      const { feed } = createCollector({ source, ...store, clock, log: quiet })
      const checkOthers = async (others: readonly OtherSource[]): Promise<Finding[]> => {
        const findings: Finding[] = []
        for (const { of, source } of others) {
          const { feed } = createCollector({ source, newestOnlyOf: of, ...store, clock, log: quiet })
          const day = dayAt(now, 'UTC')
          const named = { day, variable: LIST_ADDRESSES[of], papers: source.name }
          findings.push(...(await checkSource(source, await feed(), named)))
        }
        return findings
      }
      const createChats = await loadChats(chats)
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
        const day = addDays(dayAt(now, 'UTC'), -SURE_DAYS_BACK)
        const database = await checkDatabase(databaseOf(env), store, env.DEFAULT_TIMEZONE)
        return [
          ok('settings', `are understood. Paper Round ${VERSION}, Node ${process.version}.`),
          ...(proxy ? [ok('proxy', proxyText(proxy))] : []),
          ...warnings.map(text => warning('settings', text)),
          ...database.findings,
          await checkAddress(addressOf(env), database.isInUse),
          ...(database.isInUse ? await checkJobs(store.keyValues, now) : []),
          ...checkClock(await sourceTime(`${env.HF_ENDPOINT}/api/daily_papers`), clock.now()),
          ...(await checkSource(source, await feed(), { day, variable: 'HF_ENDPOINT' })),
          ...(await checkOthers(otherSourcesOf(env, { arxiv }))),
          ...(chats.length === 0 && (await receivesWithoutChat(store, publishers))
            ? []
            : await checkChats(
                chats.map(({ platform }) => platform),
                connections,
              )),
          ...(await checkInstallations(store.installations, sealerOf(env))),
          ...(await checkSealedAddresses('webhooks', store.webhooks, sealerOf(env))),
          ...(await checkSealedAddresses('e-mail addresses', store.emailAddresses, sealerOf(env))),
          ...(await checkChannels(await channelsToCheck(store), connections)),
          ...(await checkMails(mailSetupOf(publishers))),
          ...(await checkDelivery(store, now, {
            timezone: env.DEFAULT_TIMEZONE,
            howToResume: createHowToResume(thisProcess.platforms),
          })),
        ]
      } finally {
        await Promise.all(connections.map(chat => chat.stop()))
      }
    },
  )
  const width = Math.max(...findings.map(({ what }) => what.length))
  const lines = findings.map(({ what, state, text }) => `${MARKS[state]}${what.padEnd(width)}  ${text}`)
  await print(`${options.json ? JSON.stringify(findings) : lines.join('\n')}\n`)
  if (findings.some(({ state }) => state === 'fault')) process.exitCode = 1
}
