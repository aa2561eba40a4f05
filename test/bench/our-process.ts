import { start, thisProcess } from '../../src/main.ts'

/** The bot as it is started by `npm start`, which then tells how much memory it takes. */
const running = await start(thisProcess)
await running.connected()
process.send?.({ ready: running.url })
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss })
})
