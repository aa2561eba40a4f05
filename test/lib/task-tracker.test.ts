import { expect, it } from 'vitest'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'

it('idle waits for running tasks, failed ones too', async () => {
  const tracker = createTaskTracker()
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  const ended: string[] = []
  const failed = tracker.run(() => first.promise).catch(() => ended.push('first'))
  void tracker.run(() => second.promise).then(() => ended.push('second'))
  const idle = tracker.idle(60_000).then(() => ended.push('idle'))
  first.reject(new Error('broken'))
  await failed
  expect(ended).toEqual(['first'])
  second.resolve()
  await idle
  expect(ended).toEqual(['first', 'second', 'idle'])
})

it('idle ends by its timeout when a task never does', async () => {
  const tracker = createTaskTracker()
  void tracker.run(() => new Promise<never>(() => {}))
  await tracker.idle(1)
})

it('a task gives its result', async () => {
  expect(await createTaskTracker().run(async () => 'done')).toBe('done')
})
