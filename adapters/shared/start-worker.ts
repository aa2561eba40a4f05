import { Worker } from 'node:worker_threads'

/** The launcher's module that lets files below node_modules be loaded. */
const STRIP_TYPES = new URL('../../src/strip-types.js', import.meta.url).href

/** Starts a module of ours as a worker thread; also where we are installed as a package, because no thread has the launcher's hooks. */
export const startWorker = (module: URL, workerData: unknown): Worker =>
  new Worker(module, { workerData, execArgv: ['--import', STRIP_TYPES] })
