import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { createHoldBack } from '../../../adapters/shared/http/hold-back.ts'

const from = (remoteAddress: string): IncomingMessage => ({ socket: { remoteAddress } }) as IncomingMessage

it('holds requests beyond an address’s allowance back for 3 s, and lets them go 5 ms apart', async () => {
  let at = 0
  const waits: number[] = []
  const holdBack = createHoldBack(
    { count: 1, perMs: 10_000 },
    () => at,
    async ms => void waits.push(ms),
  )
  expect(await holdBack(from('192.0.2.1'))).toBe(0)
  expect(waits).toEqual([])
  for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.1']) await holdBack(from(address))
  expect(waits).toEqual([3_000, 3_005, 3_010])
  // Much later ones don't wait for the earlier ones.
  at = 8_000
  await holdBack(from('192.0.2.1'))
  expect(waits.at(-1)).toBe(3_000)
})
