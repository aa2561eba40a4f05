import { indexContract } from '../../contracts/paper-index.ts'
import { createSqliteHome } from './sqlite-home.ts'

indexContract('SQLite', createSqliteHome)
