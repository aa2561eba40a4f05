import { describe } from 'vitest'
import { indexContract } from '../../contracts/paper-index.ts'
import { createHomes } from './postgres-home.ts'
import { hasServer, needsServer } from './server.ts'

describe.skipIf(!hasServer)(`on a server${needsServer}`, () => {
  indexContract('PostgreSQL', createHomes())
  indexContract(
    'PostgreSQL, which looks among the newest papers first',
    createHomes({ newestPapers: [1, 2] }),
  )
})
