import { enableCompileCache } from 'node:module'

// As in src/paper-round.js.
enableCompileCache()
await import('./searching.ts')
