import { readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Lets the files of an installed package be loaded: Node strips types from no file below node_modules. Plain JavaScript, because it
// comes before everything else, in the launcher and in each worker thread. Types become blanks, so that lines in stack traces are right.

const here = new URL('../', import.meta.url).href

/** The first call would warn on each start that the function may change; the package's tests run it on each Node that it allows. */
function stripWithoutWarning() {
  const { emitWarning } = process
  process.emitWarning = () => {}
  module.stripTypeScriptTypes('')
  process.emitWarning = emitWarning
}

if (here.includes('/node_modules/')) {
  stripWithoutWarning()
  module.registerHooks({
    load(url, context, next) {
      if (!url.startsWith(here) || !url.endsWith('.ts')) return next(url, context)
      const source = module.stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
      return { format: 'module', source, shortCircuit: true }
    },
  })
}
