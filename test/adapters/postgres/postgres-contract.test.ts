import { describe } from 'vitest'
import { storeContract } from '../../contracts/store.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

describe.skipIf(!hasServer)(`on a server${needsServer}`, () => {
  storeContract('PostgreSQL', createHarnesses())
})
