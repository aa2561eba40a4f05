import { z } from 'zod'
import { cleanText } from '../../src/text/clean.ts'

/**
 * Code units of a text that are read, before it is cleaned: several times the longest abstract so far (3,488). The rest of
 * something that isn't an abstract would only take memory.
 */
const MAX_LENGTH = 20_000
/** Several times the most authors so far (3,303). */
const MAX_NAMES = 10_000
/** Code units of a name or keyword. */
const MAX_NAME_LENGTH = 500

/** Text from a source, cleaned. */
export const text = z.string().transform(raw => cleanText(raw.slice(0, MAX_LENGTH)))

/** An optional field: undefined if it is missing, null, or can't be parsed. */
export const extra = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined)

/** Those items of a list that can be parsed; none where it isn't a list. */
export const readableItems = <T>(schema: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform(items =>
      items.slice(0, MAX_NAMES).flatMap(item => {
        const parsed = schema.safeParse(item)
        return parsed.success ? [parsed.data] : []
      }),
    )

/** A name as it is in a source, neither cleaned nor checked. */
export const rawName = z.string().transform(raw => raw.slice(0, MAX_NAME_LENGTH))

/** A name from a source, cleaned. */
export const name = rawName.transform(cleanText)

/** An ISO time with its offset, as ms UTC. */
export const moment = z.iso.datetime({ offset: true }).transform(iso => Date.parse(iso))
