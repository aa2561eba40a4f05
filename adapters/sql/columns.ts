import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import { StoreError } from '../../src/ports/store-error.ts'

/** JSON stands in the database as text: what the databases make of their own JSON types differs. */
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

/** A column that may be null, for a field that may be absent. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform(value => value ?? undefined)

/**
 * Makes of a row what we use.
 * @param what names such rows to a person, as in "a delivery"
 * @throws StoreError where the row is not as we write it
 */
export function readRow<T extends z.ZodType>(schema: T, row: z.input<T>, what: string): z.output<T> {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  throw new StoreError(
    `The database holds ${what} that can't be read; perhaps it was changed by hand. BackupRecovery a backup, or put the row right:\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  )
}
