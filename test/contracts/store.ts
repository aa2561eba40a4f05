import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { addingContract } from './store/adding.ts'
import { addressesContract } from './store/addresses.ts'
import { auditContract } from './store/audit.ts'
import { changesContract } from './store/changes.ts'
import { channelsContract } from './store/channels.ts'
import { claimsContract } from './store/claims.ts'
import { closingContract } from './store/closing.ts'
import { countedContract } from './store/counted.ts'
import { dueContract } from './store/due.ts'
import { growthContract } from './store/growth.ts'
import type { CreateHarness, StoreHarness } from './store/harness.ts'
import { healthContract } from './store/health.ts'
import { historyContract } from './store/history.ts'
import { installationsContract } from './store/installations.ts'
import { keyValueContract } from './store/key-value-store.ts'
import { leasesContract } from './store/leases.ts'
import { papersContract } from './store/papers.ts'
import { personalDataContract } from './store/personal-data.ts'
import { planningContract } from './store/planning.ts'
import { rateCountersContract } from './store/rate-counters.ts'
import { repairContract } from './store/repair.ts'
import { replicasContract } from './store/replicas.ts'
import { settlingContract } from './store/settling.ts'
import { severalContract } from './store/several.ts'
import { snapshotsContract } from './store/snapshots.ts'
import { suspensionsContract } from './store/suspensions.ts'
import { uncountedContract } from './store/uncounted.ts'
import { webhooksContract } from './store/webhooks.ts'

/** What every store must do, whatever its database. */
export function storeContract(name: string, createHarness: CreateHarness): void {
  describe(`the ${name} store`, () => {
    let harness: StoreHarness
    let store: Store
    beforeEach(async () => {
      harness = await createHarness()
      store = await harness.open()
    })
    afterEach(() => harness.remove())

    const use = () => store
    const another = () => harness.open()
    describe('of papers', () => papersContract(use))
    describe('of unlisted papers', () => addingContract(use))
    describe('of papers listed without counts', () => uncountedContract(use))
    describe('of the growth of papers', () => growthContract(use))
    describe('of counted papers', () => countedContract(use))
    describe('of snapshots', () => snapshotsContract(use, sql => harness.query(sql)))
    describe('of channels', () => channelsContract(use))
    describe('of planned editions', () => planningContract(use))
    describe('of due deliveries', () => dueContract(use))
    describe('of claimed deliveries', () => claimsContract(use))
    describe('of suspensions', () => suspensionsContract(use))
    describe('of attempts', () => settlingContract(use))
    describe('of repairs of the outbox', () => repairContract(use))
    describe('used concurrently', () => severalContract(use, another))
    describe('used by several replicas, where', () => replicasContract(use, another))
    describe('of recorded changes', () => auditContract(use))
    describe('of old history', () => historyContract(use))
    describe('of installations', () => installationsContract(use, another))
    describe('of webhooks', () => webhooksContract(use))
    describe('of e-mail addresses', () => addressesContract(use))
    describe('of personal data', () => personalDataContract(use))
    describe('of key-value pairs', () => keyValueContract(use))
    describe('of leases', () => leasesContract(use, another))
    describe('of rate counters', () => rateCountersContract(use, another))
    describe('of notifications', () => changesContract(use))
    describe('of the state of the database', () => healthContract(use, () => harness, createHarness))
    describe('when it closes', () => closingContract(use, another))
  })
}
