import { storeContract } from '../../contracts/store.ts'
import { createSqliteHome } from './sqlite-home.ts'

storeContract('SQLite', createSqliteHome)
