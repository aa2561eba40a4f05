import { expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { says, startBot } from './bot.ts'

const file = { name: 'papers-2026-11-26.ris', text: 'TY  - UNPB\r\nTI  - Müller\r\nER  - \r\n' }
const exported: Reply = { ...says('1 paper.'), file }

it.each([
  { when: 'at once', deferAfterMs: 5_000, operation: 'callback', kind: 'reply' },
  { when: 'after “is thinking”', deferAfterMs: 0, operation: 'editOriginal', kind: 'edit' },
])('a file comes with the answer for the asker alone, $when', async ({ deferAfterMs, operation, kind }) => {
  const work = Promise.withResolvers<void>()
  const { discord } = await startBot({
    deferAfterMs,
    reply: () => (deferAfterMs > 0 ? exported : work.promise.then(() => exported)),
  })
  const command = await discord.sendCommand('export')
  if (deferAfterMs === 0) expect(await command.act()).toMatchObject({ kind: 'defer' })
  work.resolve()
  expect(await command.answer()).toMatchObject({ kind, visibility: 'ephemeral', text: '1 paper.' })
  const sent = discord.calls.find(call => call.operation === operation)
  expect(sent?.files).toEqual([file])
  expect(JSON.stringify(sent?.body)).toContain(`attachment://${file.name}`)
  discord.assertClean()
})
