import type { Sealer } from '../lib/sealed.ts'
import { checkKeys, type SealedRows } from '../privacy/key-rotation.ts'
import { plural } from '../text/format.ts'
import { type Finding, fault, ok } from './check.ts'

/**
 * Whether our keys open stored addresses, such as those of webhooks; nothing where there are none. Nothing is sent to them.
 * @param what as the finding is called
 */
export async function checkSealedAddresses(
  what: string,
  rows: SealedRows,
  sealer: Sealer | undefined,
): Promise<Finding[]> {
  const { count, unreadable, missingKeys } = await checkKeys(rows, sealer)
  if (count === 0) return []
  if (unreadable.length === 0) return [ok(what, `SECRET_KEY opens ${plural(count, 'address', 'addresses')}.`)]
  const remedy =
    missingKeys.length > 0
      ? `They were encrypted with another key (${missingKeys.join(', ')}): add that key to SECRET_KEY after a comma, or remove the addresses and add them again.`
      : 'They were changed in the database: restore a backup, or remove the addresses and add them again.'
  return [
    fault(
      what,
      `SECRET_KEY doesn’t open ${unreadable.length} of ${plural(count, 'address', 'addresses')}. ${remedy}`,
    ),
  ]
}
