import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'
import { papers } from './0001-papers.ts'
import { channels } from './0002-channels.ts'
import { deliveries } from './0003-deliveries.ts'
import { notes } from './0004-notes.ts'
import { tastes } from './0005-tastes.ts'
import { audit } from './0006-audit.ts'
import { search } from './0007-search.ts'
import { reconciling } from './0008-reconciling.ts'
import { names } from './0009-names.ts'
import { origins } from './0010-origins.ts'
import { withdrawn } from './0011-withdrawn.ts'
import { history } from './0012-history.ts'
import { singlePapers } from './0013-single-papers.ts'
import { shortForms } from './0014-short-forms.ts'
import { sources } from './0015-sources.ts'
import { leases } from './0016-leases.ts'
import { installations } from './0017-installations.ts'
import { privacy } from './0018-privacy.ts'
import { scale } from './0019-scale.ts'
import { webhooks } from './0020-webhooks.ts'
import { emailAddresses } from './0021-email-addresses.ts'
import { places } from './0022-places.ts'
import { spellings } from './0023-spellings.ts'

/** Every change of the schema since the first, by name in order. A released one never changes: the next one corrects it. */
export const migrationsFor = (dialect: SqlDialect): Record<string, Migration> => ({
  '0001-papers': papers(dialect),
  '0002-channels': channels(dialect),
  '0003-deliveries': deliveries(dialect),
  '0004-notes': notes(),
  '0005-tastes': tastes(),
  '0006-audit': audit(dialect),
  '0007-search': search(dialect),
  '0008-reconciling': reconciling(),
  '0009-names': names(),
  '0010-origins': origins(),
  '0011-withdrawn': withdrawn(),
  '0012-history': history(dialect),
  '0013-single-papers': singlePapers(),
  '0014-short-forms': shortForms(dialect),
  '0015-sources': sources(dialect),
  '0016-leases': leases(dialect),
  '0017-installations': installations(),
  '0018-privacy': privacy(),
  '0019-scale': scale(),
  '0020-webhooks': webhooks(),
  '0021-email-addresses': emailAddresses(),
  '0022-places': places(dialect),
  '0023-spellings': spellings(dialect),
})
