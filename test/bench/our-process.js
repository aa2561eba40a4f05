import { enableCompileCache } from 'node:module'

// As in src/paper-round.js.
enableCompileCache()
await import('./our-bot.ts')
