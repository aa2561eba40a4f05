import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { createRandom } from '../search/random.ts'
import { KINDS, type VisitorsOrder, type VisitorsReport, visitorsOrder } from './orders.ts'

/** Visitors of the pages, until they are told to stop. Each has an address of its own and makes a connection for each page, as most do. */

/** So many that none of them asks for more than one address may. */
const VISITORS = 4_000
/** After so long, a visitor leaves, ms. */
const PATIENCE_MS = 30_000

/** Addresses of this machine (Linux answers to all that begin with 127). */
const addressOf = (visitor: number): string => `127.1.${Math.floor(visitor / 250)}.${1 + (visitor % 250)}`

const random = createRandom(1)

/** The first is asked for as often as the next two together, and so on (Zipf). */
const oneOf = (paths: readonly string[]): string =>
  paths[Math.floor((paths.length + 1) ** random()) - 1] ?? ''

/** @returns ms until the first byte; or the status or error, where it isn't that of the page */
function visit(url: string, visitor: number): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>()
  const sent = performance.now()
  const signal = AbortSignal.timeout(PATIENCE_MS)
  request(url, { agent: false, localAddress: addressOf(visitor), signal }, response => {
    const took = performance.now() - sent
    response
      .resume()
      .on('error', () => {})
      .once('close', () => {
        if (!response.complete) resolve('cut off')
        else resolve(response.statusCode === 200 ? took : `status ${response.statusCode}`)
      })
  })
    .on('error', error => resolve('code' in error ? String(error.code) : error.message))
    .end()
  return promise
}

async function visitUntil(isOver: () => boolean, order: VisitorsOrder): Promise<VisitorsReport> {
  const report: VisitorsReport = {
    firstBytes: { day: [], search: [], paper: [], topic: [], feed: [] },
    failed: {},
    aSecond: 0,
  }
  const visits: Promise<void>[] = []
  const started = performance.now()
  for (let count = 0; !isOver(); count++) {
    await setTimeout(Math.max(0, started + (count * 1000) / order.aSecond - performance.now()))
    const kind = KINDS[count % KINDS.length] ?? 'day'
    const visited = visit(`${order.url}${oneOf(order.addresses[kind])}`, count % VISITORS).then(took => {
      if (typeof took === 'string') report.failed[took] = (report.failed[took] ?? 0) + 1
      else report.firstBytes[kind].push(took)
    })
    visits.push(visited)
  }
  report.aSecond = (visits.length * 1000) / (performance.now() - started)
  await Promise.all(visits)
  return report
}

process.once('message', async message => {
  let isOver = false
  process.once('message', () => {
    isOver = true
  })
  process.send?.(await visitUntil(() => isOver, visitorsOrder.parse(message)))
  process.disconnect()
})
process.send?.({ ready: true })
