import { expect, it } from 'vitest'
import { playScenes } from '../gallery/scenes.ts'

it('a confirmation that a channel sees has at most two lines, and controls', async () => {
  const confirmations = (await playScenes()).filter(({ reply }) => reply.visibility === 'public')
  expect(confirmations.length).toBeGreaterThan(15)
  const long = confirmations.filter(({ reply }) => reply.lines.length > 2)
  expect(long.map(({ command, reply }) => [command, reply.lines.length])).toEqual([])
})
