import type { Platform } from '../src/ports/platform.ts'
import { discord } from './discord/platform.ts'
import { email } from './email/platform.ts'
import { slack } from './slack/platform.ts'
import { webhook } from './webhook/platform.ts'

/** All platforms. A new one needs a folder and a line here. */
export const PLATFORMS: readonly Platform[] = [slack, discord, email, webhook]
