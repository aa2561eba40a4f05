import type { AppSettings } from '../src/app/app.ts'
import { NO_CONTENT_FILTERS } from '../src/channels/content-filters.ts'
import { EVERY_DAY } from '../src/time/slots.ts'
import {
  COMMAND_LIMITS,
  DELIVERY,
  DIGEST,
  LOOK_UP,
  RANKING,
  REMOTE_SEARCH,
  SEARCH,
  STOP_GRACE_MS,
  SUBSCRIBING,
} from './defaults.ts'
import type { Env } from './schema.ts'

/** The app's settings: from the environment, and the defaults for the rest. */
export const settingsFrom = (env: Env, version: string): AppSettings => ({
  version,
  keepHistoryMs: env.KEEP_HISTORY_DAYS * 86_400_000,
  collectEveryMs: env.COLLECT_MINUTES * 60_000,
  edition: {
    ranking: RANKING,
    daysBack: DIGEST.daysBack,
    maxDaysBack: DIGEST.maxDaysBack,
    staleAfterMs: DELIVERY.staleAfterMs,
  },
  delivery: DELIVERY,
  noticeAfterMs: DELIVERY.noticeAfterMs,
  search: SEARCH,
  remote: REMOTE_SEARCH,
  limits: COMMAND_LIMITS,
  subscribing: SUBSCRIBING,
  lookUp: LOOK_UP,
  channel: {
    time: env.DEFAULT_TIME,
    timezone: env.DEFAULT_TIMEZONE,
    days: EVERY_DAY,
    layout: DIGEST.layout,
    size: DIGEST.size,
    catchUp: 'once',
    ...NO_CONTENT_FILTERS,
  },
  pageSize: DIGEST.pageSize,
  publicUrl: env.WEB === 'on' ? env.PUBLIC_URL : undefined,
  stopGraceMs: STOP_GRACE_MS,
})
