import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { addingContract } from './store/adding.ts'
import { auditContract } from './store/audit.ts'
import { channelsContract } from './store/channels.ts'
import { claimsContract } from './store/claims.ts'
import { closingContract } from './store/closing.ts'
import { dueContract } from './store/due.ts'
import { growthContract } from './store/growth.ts'
import { healthContract } from './store/health.ts'
import type { CreateHome, StoreHome } from './store/home.ts'
import { notesContract } from './store/key-value-store.ts'
import { papersContract } from './store/papers.ts'
import { planningContract } from './store/planning.ts'
import { repairContract } from './store/repair.ts'
import { settlingContract } from './store/settling.ts'
import { severalContract } from './store/several.ts'
import { snapshotsContract } from './store/snapshots.ts'
import { haltsContract } from './store/suspensions.ts'

/** What every store must do, whatever database it is of. */
export function storeContract(name: string, createHome: CreateHome): void {
  describe(`the ${name} store`, () => {
    let home: StoreHome
    let store: Store
    beforeEach(async () => {
      home = await createHome()
      store = await home.open()
    })
    afterEach(() => home.remove())

    const use = () => store
    const another = () => home.open()
    describe('of papers', () => papersContract(use))
    describe('of papers on no list', () => addingContract(use))
    describe('of how papers grow', () => growthContract(use))
    describe('of snapshots', () => snapshotsContract(use, sql => home.query(sql)))
    describe('of channels', () => channelsContract(use))
    describe('of planned editions', () => planningContract(use))
    describe('of what is due', () => dueContract(use))
    describe('of leases', () => claimsContract(use))
    describe('of suspensions', () => haltsContract(use))
    describe('of attempts', () => settlingContract(use))
    describe('of an outbox put right', () => repairContract(use))
    describe('in the hands of several', () => severalContract(use, another))
    describe('of changes', () => auditContract(use))
    describe('of notes', () => notesContract(use))
    describe('in good health', () => healthContract(use, () => home, createHome))
    describe('as it closes', () => closingContract(use, another))
  })
}
