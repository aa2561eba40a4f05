import { z } from 'zod'
import { isTimezone } from '../src/time/zones.ts'

/** Schemas of the kinds of values that only the core has. Each message completes the sentence "NAME: …". */

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
