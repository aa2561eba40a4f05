#!/usr/bin/env -S node --max-semi-space-size=2
import { enableCompileCache } from 'node:module'

// Plain JavaScript, so that from the second start on Node needn't load what strips types, which takes 15 MB and half of
// the time. The size of the young heap can only be set from outside (see also `npm start`): the first collection of
// papers would blow it up to 64 MB for good.
enableCompileCache()
await import('./cli/program.ts')
