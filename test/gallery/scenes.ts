import type { Digest } from '../../src/messages/digest.ts'
import type { Form } from '../../src/messages/form.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { OtherSource } from '../../src/ports/paper-source.ts'
import { type AppHarness, createAppHarness, originOf } from '../fixtures/app-harness.ts'
import { ACTS, type Act, ARXIV, commandOf, isDrawn } from './acts.ts'
import { announced, gallery, withdrawn } from './papers.ts'

export interface Scene {
  /** What was typed or clicked; empty for what the bot posts by itself. */
  command: string
  /** What is special about this reply. */
  about: string
  reply: Reply
  /** The form that was filled in, where its mistakes are shown at its fields. */
  form?: Form | undefined
  /** The digest that was posted in the channel before the reply. */
  posted?: Digest | undefined
}

const postedScene = (digest: Digest): Scene => ({
  command: '',
  about: `a posted digest, ${digest.layout}`,
  reply: { visibility: 'public', lines: [] },
  posted: digest,
})

/** What was posted since it was last asked, a digest once however many messages it has, and what one person was told. */
function createMailbox({ posts, directMessages }: AppHarness) {
  let seenPosts = 0
  let seenMessages = 0
  return function* (): Generator<Scene> {
    for (const { digest, step } of posts.slice(seenPosts)) if (step === 0) yield postedScene(digest)
    seenPosts = posts.length
    for (const { text } of directMessages.slice(seenMessages)) {
      const lines = text.split('\n').map(line => [{ text: line }])
      yield { command: '', about: 'a direct message', reply: { visibility: 'ephemeral', lines } }
    }
    seenMessages = directMessages.length
  }
}

async function* play(harness: AppHarness, act: Act): AsyncGenerator<Scene> {
  const arrived = createMailbox(harness)
  const forms = new Map<string, Form>()
  let last: Reply | undefined
  for (const step of act) {
    if (typeof step === 'function') {
      await step(harness)
      yield* arrived()
      continue
    }
    const [typed, about, options] = step
    const [, button] = /^\[(.+)\]$/.exec(typed) ?? []
    const command = button === undefined ? typed : commandOf(button, last)
    const reply = await harness.type(command, {
      origin: button === undefined ? originOf(command) : 'control',
      ...options,
    })
    last = reply
    if (reply.form) forms.set(typed, reply.form)
    if (!isDrawn(step)) continue
    yield { command, about, reply, ...(reply.problems && { form: forms.get(typed) }) }
    // Nothing runs after the last scene, which may have broken the database.
    if (step !== act.at(-1)) await harness.timetable.tick()
    yield* arrived()
  }
}

const ARXIV_SOURCE: OtherSource = {
  of: 'arxiv',
  everyMs: 3_600_000,
  source: { name: 'arXiv', list: async () => ({ papers: announced, skipped: [] }) },
}

async function openHarness(act: Act): Promise<AppHarness> {
  const otherSources = act === ARXIV ? [ARXIV_SOURCE] : []
  const harness = await createAppHarness('2026-11-23T09:00Z', { otherSources })
  for (const { paper, counts } of [...gallery, withdrawn]) {
    harness.source.days.set(paper.day, [...(harness.source.days.get(paper.day) ?? []), { paper, counts }])
  }
  await harness.app.start()
  if (act === ARXIV) await harness.at('2026-11-23T09:01Z')
  return harness
}

/** Every kind of reply of every command, and posted digests, from the whole core with made-up papers. */
export async function playScenes(): Promise<Scene[]> {
  const scenes: Scene[] = []
  for (const act of ACTS) {
    const harness = await openHarness(act)
    for await (const scene of play(harness, act)) scenes.push(scene)
    await harness.store.close()
  }
  return scenes
}
