import { getCompileCacheDir } from 'node:module'
import { dirname, extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Starts a module of ours as a worker thread. It sees nothing of the environment, except for the compile cache, without which each thread
 * compiles its modules anew.
 * @param name the module's, without the ending, which in the bundle is another one; see bundle.js
 * @param beside the URL of a module in the same folder
 */
export function startWorker(name: string, beside: string, workerData: unknown): Worker {
  const cache = getCompileCacheDir()
  // The cache of this version of Node is a folder in the one that is set.
  const env = cache ? { NODE_COMPILE_CACHE: dirname(cache) } : {}
  return new Worker(new URL(`${name}${extname(import.meta.url)}`, beside), { workerData, env, execArgv: [] })
}
