import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'

/** The launcher's module that lets files below node_modules be loaded. */
const STRIP_TYPES = new URL('../../src/strip-types.js', import.meta.url).href

/**
 * Starts a module of ours as a worker thread. No thread has the launcher's hooks, which load us where we are installed as a package, nor its
 * compile cache, without which each thread loads what strips types. It sees nothing else of the environment.
 */
export function startWorker(module: URL, workerData: unknown): Worker {
  const cache = getCompileCacheDir()
  // The cache of this version of Node is a folder in the one that is set.
  const env = cache ? { NODE_COMPILE_CACHE: dirname(cache) } : {}
  return new Worker(module, { workerData, env, execArgv: ['--import', STRIP_TYPES] })
}
