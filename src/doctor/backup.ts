import { momentText } from '../time/time-text.ts'
import { type Finding, ok, warning } from './check.ts'

const DAY_MS = 24 * 3_600_000
/** After this long without a backup there is much to lose. */
const OLD_DAYS = 30
/** A database that is younger has little to lose. */
const NEW_DAYS = 7

const HOW = 'To make one, also while the bot is running: npx paper-round backup FILE'

/**
 * When the database file was last copied by `backup`.
 * @param at of the last backup, ms UTC; undefined where there was none
 * @param createdAt of the database, ms UTC
 */
export function checkBackup(
  { at, createdAt }: { at: number | undefined; createdAt: number },
  now: number,
  timezone: string,
): Finding[] {
  if (at !== undefined) {
    const text = `The last one was made ${momentText(at, now, timezone)}.`
    return [now - at < OLD_DAYS * DAY_MS ? ok('backup', text) : warning('backup', `${text} ${HOW}`)]
  }
  if (now - createdAt < NEW_DAYS * DAY_MS) return []
  return [warning('backup', `None has been made with paper-round backup. ${HOW}`)]
}
