import { z } from 'zod'

/** A field that Slack leaves out, or sends as null, where it has nothing to say; undefined then. */
export const absent = <Value>(schema: z.ZodType<Value>) =>
  schema.nullish().transform(value => value ?? undefined)

/** The same with what it is then. */
export const absentAs = <Value>(schema: z.ZodType<Value>, value: Value) =>
  schema.nullish().transform(given => given ?? value)

export const optionalText = absent(z.string())
