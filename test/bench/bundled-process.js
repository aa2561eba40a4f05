import { enableCompileCache } from 'node:module'
import { pathToFileURL } from 'node:url'

// A process whose module bundled.ts has bundled, started as src/paper-round.js starts the program.
enableCompileCache()
await import(pathToFileURL(process.argv[2]).href)
