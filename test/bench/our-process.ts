import { enableCompileCache, flushCompileCache } from 'node:module'

/** The bot as `npm start` starts it, which then tells how much memory it takes. */
enableCompileCache()
const { start, thisProcess } = await import('../../src/main.ts')
const running = await start(thisProcess)
flushCompileCache()
await running.started()
await running.connected()
process.send?.({ ready: running.url })
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss })
})
