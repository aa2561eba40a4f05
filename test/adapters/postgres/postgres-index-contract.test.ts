import { describe } from 'vitest'
import { indexContract } from '../../contracts/paper-index.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

describe.skipIf(!hasServer)(`on a server${needsServer}`, () => {
  indexContract('PostgreSQL', createHarnesses())
})
