import { beforeEach, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'

/** A command that changes something, typed as a question. */

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.type('confirm subscribe agents')
  return () => harness.store.close()
})

const state = async (): Promise<unknown> => [
  await harness.store.channels.find(CHANNEL),
  await harness.store.channels.topics(CHANNEL),
]

it.each([
  ['schedule 9am?', 'schedule 9am', 'Schedule'],
  ['schedule 17:30 weekdays Europe/Paris ?', 'schedule 17:30 weekdays Europe/Paris', 'Schedule'],
  ['schedule 9am？', 'schedule 9am', 'Schedule'],
  ['pause?', 'pause', 'Pause'],
  ['Resume ??', 'resume', 'Resume'],
  ['post?', 'post', 'Post'],
  ['subscribe robots?', 'subscribe robots', 'Subscribe'],
  ['follow robots?', 'subscribe robots', 'Subscribe'],
  ['unsubscribe all?', 'unsubscribe all', 'Unsubscribe'],
  ['schedule 9am؟', 'schedule 9am', 'Schedule'],
  ['schedule 9am⁇', 'schedule 9am', 'Schedule'],
  ['pause ?!', 'pause', 'Pause'],
  ['post ?!', 'post', 'Post'],
  ['pause?!?', 'pause', 'Pause'],
  ['post?..', 'post', 'Post'],
  ['schedule 9am ❓', 'schedule 9am', 'Schedule'],
  ['schedule 9am :question:', 'schedule 9am', 'Schedule'],
  ['unsubscribe all :grey_question::interrobang:', 'unsubscribe all', 'Unsubscribe'],
  ['post‽', 'post', 'Post'],
  ['unsubscribe all⁉️', 'unsubscribe all', 'Unsubscribe'],
])('%s changes nothing, and offers to do it', async (text, asked, label) => {
  const before = await state()
  for (const isMessage of [false, true]) {
    const reply = await harness.type(text, { isMessage })
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain('Nothing was done, because that ends in a question mark.')
    expect(reply.actions).toEqual([{ label, command: asked }])
  }
  expect(await state()).toEqual(before)
  expect(harness.posts).toEqual([])
})

it.each([
  ['subscribe ?', 'Subscribe this channel to a topic'],
  ['schedule ?', 'Set when the digest is posted here'],
  ['post ❓', 'Post a digest here now'],
  ['post :question:', 'Post a digest here now'],
])('%s is help on the command', async (text, said) => {
  expect(textOf(await harness.type(text))).toContain(said)
})

it.each(['today?', 'settings?', 'status?', 'search what is attention?'])(
  '%s is answered: it changes nothing by itself',
  async text => {
    expect(textOf(await harness.type(text))).not.toContain('question mark')
  },
)

it('a topic may end in a question mark within quotation marks', async () => {
  expect(textOf(await harness.type('subscribe "what is attention?"'))).not.toContain('question mark')
})
