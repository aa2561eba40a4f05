import { indexContract } from '../../contracts/paper-index.ts'
import { createMemoryHome, createSqliteHome } from './sqlite-home.ts'

// A thread for each test would take most of the time.
indexContract('SQLite', createMemoryHome, createSqliteHome)
