import { enableCompileCache } from 'node:module'

// See src/paper-round.js.
enableCompileCache()
await import('./searching.ts')
