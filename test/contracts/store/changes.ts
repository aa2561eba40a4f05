import { once } from 'node:events'
import { expect, it } from 'vitest'
import type { Topic } from '../../../src/ports/changes.ts'
import type { Store } from '../../../src/ports/store.ts'

export function changesContract(use: () => Store): void {
  /** Collects the notifications of a topic, from when the store listens. */
  async function hear(topic: Topic) {
    const events = new EventTarget()
    let heard = 0
    const ended = use().changes.listen(topic, () => {
      heard++
      events.dispatchEvent(new Event('heard'))
    })
    return { heard: () => heard, next: () => once(events, 'heard'), ended }
  }

  it('notifies listeners of a topic, and no others', async () => {
    const due = await hear('due')
    const papers = await hear('papers')
    // A store that connects first says so, as if something had been missed.
    await expect
      .poll(async () => {
        await use().changes.publish('due')
        return due.heard()
      })
      .toBeGreaterThan(0)
    const before = { due: due.heard(), papers: papers.heard() }
    const next = due.next()
    await use().changes.publish('due')
    await next
    expect(due.heard()).toBeGreaterThan(before.due)
    expect(papers.heard()).toBe(before.papers)
  })

  it('notifies a listener no more once that has ended', async () => {
    const ended = await hear('due')
    const due = await hear('due')
    ended.ended()
    await expect
      .poll(async () => {
        await use().changes.publish('due')
        return due.heard()
      })
      .toBeGreaterThan(0)
    expect(ended.heard()).toBe(0)
  })
}
