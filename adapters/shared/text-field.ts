import { z } from 'zod'
import { cleanText } from '../../src/text/clean.ts'

/**
 * An item of `GET /api/daily_papers`, cleaned on the way in. Objects are loose, since new keys appear without notice. What
 * makes a paper must be right; an extra that is absent or has changed its shape costs the extra, not the paper.
 */

export const text = z.string().transform(cleanText)

export const moment = z.iso.datetime({ offset: true }).transform(iso => Date.parse(iso))
