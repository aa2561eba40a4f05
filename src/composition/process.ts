import { PLATFORMS } from '../../adapters/platforms.ts'
import type { Screen } from '../../adapters/preview/describe-terminal.ts'
import { PACKAGE_FOLDER } from '../../adapters/shared/package-folder.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { Timetable } from '../app/timetable.ts'
import { homeFolder } from '../lib/home-folder.ts'
import type { Log } from '../ports/log.ts'
import type { Mailing, Platform } from '../ports/platform.ts'
import type { Clock, Timer } from '../time/clock.ts'

export const VERSION = manifest.version

/** Where `.env` and relative paths of databases are: beside package.json, or for an installed package in the working directory. */
export const HOME = homeFolder(PACKAGE_FOLDER, process.cwd())

/** What the process provides; tests provide their own. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdout: NodeJS.WritableStream & Screen
  stderr: Screen
  clock: Clock
  /** All platforms, set up or not. */
  platforms: readonly Platform[]
  /** By default jobs run by the clock. */
  timetable?: (log: Log, clock: Clock) => Timetable
  timer?: Timer
  /** The mail server, who gets mails, and the links in them; by default as the settings say, and the confirmed addresses. */
  mailing?: Partial<Mailing> | undefined
}

export const thisProcess: Surroundings = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: { now: Date.now },
  platforms: PLATFORMS,
}
