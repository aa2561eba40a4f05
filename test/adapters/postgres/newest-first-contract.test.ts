import { describe } from 'vitest'
import { indexContract } from '../../contracts/paper-index.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

describe.skipIf(!hasServer)(`on a server${needsServer}`, () => {
  indexContract(
    'PostgreSQL, which looks among the newest papers first',
    createHarnesses({ newestPapers: [1, 2] }),
  )
})
