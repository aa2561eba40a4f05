import { z } from 'zod'
import { isTimezone } from '../src/time/zones.ts'

/** Schemas of the kinds of values that variables have. Each message completes the sentence "NAME: …". */

export const secret = z.string().regex(/^\S+$/, 'should have no white space in it')

/** A token with a prefix that names its kind; people mix tokens up. */
export const tokenWith = (prefix: string, what: string) =>
  secret.refine(text => text.startsWith(prefix), `should be ${what}, which begins with ${prefix}`)

export const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

export const httpUrl = z
  .url({ protocol: /^https?$/, message: 'should be a URL that begins with http:// or https://' })
  .refine(text => !text.includes('@'), 'should hold no user name or password')

/** Parses `sqlite:PATH` to the path. */
export const databaseUrl = z.string().transform((text, context) => {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1]
  if (path) return path
  context.addIssue({
    code: 'custom',
    message: /^postgres(ql)?:/.test(text)
      ? 'PostgreSQL is planned but not built yet; use sqlite:PATH'
      : 'should be sqlite:PATH, such as sqlite:./data/paper-round.db',
  })
  return z.NEVER
})

export const timezone = z
  .string()
  .refine(isTimezone, 'should be a time zone by its IANA name, such as Europe/Paris or UTC')

export const time = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'should be a time such as 09:00')
  .transform(text => text.padStart(5, '0'))
