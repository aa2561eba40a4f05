import { flushCompileCache } from 'node:module'
import { thisProcess } from '../../src/composition/process.ts'
import { start } from '../../src/main.ts'

/** The bot as `npm start` starts it, which reports its memory on request. */
const running = await start(thisProcess)
await running.started()
flushCompileCache()
await running.connected()
process.send?.({ ready: running.url })
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss })
})
