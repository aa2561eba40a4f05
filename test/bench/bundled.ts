import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../bundle.js'

const FOLDER = 'dist/bench'

/** Starts a bundled module, which is its argument. */
export const BUNDLED_PROCESS = fileURLToPath(new URL('bundled-process.js', import.meta.url))

/**
 * Bundles a module of this folder as `npm run build` bundles the program, so that what is measured is what `npm start` runs.
 * @returns the path of the file
 */
export async function bundled(module: string): Promise<string> {
  await bundle({ process: `test/bench/${module}` }, FOLDER)
  return join(import.meta.dirname, '../..', FOLDER, 'process.js')
}
