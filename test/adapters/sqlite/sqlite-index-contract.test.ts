import { indexContract } from '../../contracts/paper-index.ts'
import { createMemoryHarness, createSqliteHarness } from './sqlite-harness.ts'

// A thread for each test would take most of the time.
indexContract('SQLite', createMemoryHarness, createSqliteHarness)
