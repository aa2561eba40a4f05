import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import { StoreError } from '../../src/ports/store-error.ts'

/** JSON is stored as text, because the databases' own JSON types differ. */
export const jsonText = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch (error) {
        context.issues.push({ code: 'custom', input: text, message: messageOf(error) })
        return z.NEVER
      }
    })
    .pipe(schema)

/** A nullable column, for a field that may be undefined. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform(value => value ?? undefined)

/**
 * Parses a row.
 * @param what a name for such a row in the error, such as "a delivery"
 * @throws StoreError where the row doesn't match the schema
 */
export function readRow<T extends z.ZodType>(schema: T, row: z.input<T>, what: string): z.output<T> {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  throw new StoreError(
    `The database holds ${what} that can't be read; perhaps it was changed by hand. Restore a backup, or put the row right:\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  )
}
