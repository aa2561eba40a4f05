import { z } from 'zod'
import { readCategories } from '../src/papers/arxiv-categories.ts'
import { orList } from '../src/text/format.ts'
import { readTimezone } from '../src/time/zones.ts'

/** Schemas of the kinds of values that only the core has. Each message completes the sentence "NAME: …". */

/** As people name it in a chat: `EST` must not be one zone here and another one there. */
export const timezone = z.string().transform((text, context) => {
  const read = readTimezone(text)
  if (read.kind === 'zone') return read.timezone
  const which = read.kind === 'ambiguous' ? `; this can mean ${orList(read.choices)}` : ''
  context.addIssue({
    code: 'custom',
    message: `should be a time zone by its IANA name, such as Europe/Paris or UTC${which}`,
  })
  return z.NEVER
})

export const time = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'should be a time such as 09:00')
  .transform(text => text.padStart(5, '0'))

/** Digits only, so that `0x50` and `1e3` aren't read as numbers that nobody meant. */
export const wholeNumber = (min: number, max: number, problem: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, problem)
    .transform(Number)
    .refine(value => value >= min && value <= max, problem)

/** Categories of arXiv, each once; none by default. */
export const arxivCategories = z.string().transform((text, context) => {
  const read = readCategories(text)
  if (read.ok) return read.categories
  context.addIssue({ code: 'custom', message: read.problem })
  return z.NEVER
})

/** Keys of 32 bytes each; the first one encrypts. */
export const secretKeys = z
  .string()
  .regex(
    /^[\w+/-]{43}=?(\s*,\s*[\w+/-]{43}=?)*$/,
    'should be 32 bytes in base64, as openssl rand -base64 32 makes them; several are separated by commas, and the first encrypts',
  )
  .transform(text => text.split(',').map(key => Buffer.from(key.trim(), 'base64')))
