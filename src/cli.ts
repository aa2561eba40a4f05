#!/usr/bin/env -S node --max-semi-space-size=2
import { enableCompileCache } from 'node:module'

// Spares later starts most of the compiling, and 20 MB that stripping types takes. The size of the young heap, which
// the first collection of papers would blow up to 64 MB for good, can only be set from outside: see also `npm start`.
enableCompileCache()
await import('./command-line.ts')
