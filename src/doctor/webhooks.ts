import { checkKeys } from '../installations/keys.ts'
import type { Sealer } from '../lib/sealed.ts'
import type { Webhooks } from '../ports/webhooks.ts'
import { plural } from '../text/format.ts'
import { type Finding, fault, ok } from './check.ts'

const WHAT = 'webhooks'

/** Whether our keys open the addresses of the webhooks; nothing where there are none. Nothing is posted to them. */
export async function checkWebhooks(webhooks: Webhooks, sealer: Sealer | undefined): Promise<Finding[]> {
  const { count, unreadable, missingKeys } = await checkKeys(webhooks, sealer)
  if (count === 0) return []
  if (unreadable.length === 0) return [ok(WHAT, `SECRET_KEY opens ${plural(count, 'address', 'addresses')}.`)]
  const remedy =
    missingKeys.length > 0
      ? `They were encrypted with another key (${missingKeys.join(', ')}): add that key to SECRET_KEY after a comma, or remove the webhooks and add them again.`
      : 'They were changed in the database: restore a backup, or remove the webhooks and add them again.'
  return [
    fault(
      WHAT,
      `SECRET_KEY doesn’t open ${unreadable.length} of ${plural(count, 'address', 'addresses')}. ${remedy}`,
    ),
  ]
}
