import { z } from 'zod'
import { cleanText } from '../../src/text/clean.ts'

/** Text from a source, cleaned. */
export const text = z.string().transform(cleanText)

/** An ISO time with its offset, as ms UTC. */
export const moment = z.iso.datetime({ offset: true }).transform(iso => Date.parse(iso))
