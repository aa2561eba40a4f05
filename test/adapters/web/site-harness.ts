import { onTestFinished } from 'vitest'
import { PLATFORMS } from '../../../adapters/platforms.ts'
import { createPreview } from '../../../adapters/preview/preview.ts'
import { createWeb } from '../../../adapters/web/server.ts'
import { createSite } from '../../../adapters/web/site.ts'
import { readConfiguration } from '../../../config/env.ts'
import { settingsFrom } from '../../../config/settings.ts'
import { PREVIEW_CHANNEL } from '../../../src/channels/channel-id.ts'
import type { SignUpLimits } from '../../../src/email/sign-ups.ts'
import { createThumbnails } from '../../../src/pages/thumbnails.ts'
import type { ListedPaper } from '../../../src/papers/paper.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { Mailer } from '../../../src/ports/mail.ts'
import type { ThumbnailSource } from '../../../src/ports/thumbnails.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { type AppHarness, createAppHarness } from '../../fixtures/app-harness.ts'

/** The real pages on a real server, over the whole core. */
export interface SiteHarness extends AppHarness {
  url: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Submits a form. */
  post(
    path: string,
    fields?: Record<string, string> | [string, string][],
    headers?: Record<string, string>,
  ): Promise<Response>
  /** The HTML of a page that must be there. */
  html(path: string): Promise<string>
  /** Its text, with white space as single spaces. */
  text(path: string): Promise<string>
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

/** What a person reads of HTML. */
export const textOf = (html: string): string =>
  html
    .replace(/<(head|svg)[ >].*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()

const NO_LIMIT = { count: 10_000, perMs: 1 }

/**
 * @param options.papers listed on their days before the first collection
 * @param options.isPreview whether no chat is connected
 */
export async function serveSite(
  options: {
    papers?: readonly ListedPaper[]
    now?: string
    isPreview?: boolean
    token?: string | undefined
    host?: string
    publicUrl?: string
    thumbnails?: ThumbnailSource
    mailer?: Mailer
    emailLimits?: Partial<SignUpLimits>
    log?: Log
  } = {},
): Promise<SiteHarness> {
  const harness = await createAppHarness(options.now, {
    publicUrl: options.publicUrl,
    mailer: options.mailer,
    emailLimits: options.emailLimits,
  })
  for (const listed of options.papers ?? []) {
    const { days } = harness.source
    days.set(listed.paper.day, [...(days.get(listed.paper.day) ?? []), listed])
  }
  await harness.store.papers.record(options.papers ?? [], harness.clock.now())
  const { clock, store, app } = harness
  const settings = settingsFrom(readConfiguration({}, []).env, '0.0.0')
  const preview = createPreview({
    ...store,
    ...app,
    isPreview: options.isPreview ?? false,
    clock,
    channel: app.newChannel(PREVIEW_CHANNEL),
    settings,
    platforms: PLATFORMS,
  })
  let url = ''
  const site = createSite({
    pages: app.pages,
    welcome: preview.welcome,
    email: app.email,
    version: '0.0.0',
    thumbnails: options.thumbnails && {
      source: options.thumbnails,
      find: createThumbnails({
        papers: store.papers,
        source: options.thumbnails,
        now: clock.now,
      }),
    },
    platforms: PLATFORMS,
    publicUrl: () => options.publicUrl ?? url,
    host: options.host ?? '127.0.0.1',
    token: options.token,
    clock,
    // Each test sees what it has changed at once.
    settings: { cacheMs: 0, statusMs: 0, perAddress: NO_LIMIT, searches: NO_LIMIT, thumbnails: NO_LIMIT },
    now: () => clock.now(),
    wait: async () => {},
  })
  const web = createWeb({
    host: '127.0.0.1',
    port: 0,
    mounts: site.mounts,
    raw: site.raw,
    notFound: site.notFound,
    refused: site.refused,
    log: options.log ?? silentLog,
    newReference: () => 'ref-1',
  })
  url = (await web.start()).url
  onTestFinished(async () => {
    await web.stop()
    await app.stop()
    await store.close()
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers, redirect: 'manual' })
  const post: SiteHarness['post'] = (path, fields = {}, headers = {}) =>
    fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })
  const html = async (path: string): Promise<string> => {
    const response = await get(path)
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return response.text()
  }
  return { ...harness, url, get, post, html, text: async path => textOf(await html(path)) }
}
