import type { Reply } from '../../src/messages/reply.ts'
import { type AppHarness, createAppHarness, type TypeOptions } from '../fixtures/app-harness.ts'
import { gallery } from './papers.ts'

export interface Scene {
  command: string
  /** What is special about this reply. */
  about: string
  reply: Reply
}

const [first, , , many] = gallery
const ID = first?.paper.id ?? ''
const MANY = many?.paper.id ?? ''

/** The commands in a plausible order, and what is special about each. */
const STEPS: readonly (readonly [text: string, about: string, options?: TypeOptions])[] = [
  ['help', ''],
  ['help schedule', ''],
  ['help search', ''],
  ['help pause', ''],
  ['welcome', 'when the bot joins a server'],
  ['serach', 'a slip of the finger'],
  ['frobnicate', 'no such command'],
  ['status', 'before anything is followed'],
  ['subscriptions', 'before anything is followed'],
  ['preview', 'before anything is followed'],
  ['post', 'before anything is followed'],
  [`why ${ID}`, 'before anything is followed'],
  ['resume', 'before anything is followed'],
  ['unsubscribe', 'before anything is followed'],
  ['today', ''],
  ['page 2 today', 'the second page'],
  ['today quantum', 'nothing found'],
  ['trending week', ''],
  ['trending day diffusion', ''],
  ['trending month quantum', 'nothing found'],
  ['search', 'without words: a form'],
  ['search diffusion video', ''],
  ['search zebra', 'nothing found'],
  ['search (agents', 'what is wrong with a query'],
  [`show ${ID}`, ''],
  [`show ${MANY}`, '664 authors'],
  ['show', 'without a paper'],
  ['show nonsense', 'no paper'],
  ['show 2401.99999', 'a paper that nobody knows'],
  [`similar ${ID}`, ''],
  [
    'lookup',
    'a message with two links',
    { form: { text: [`https://arxiv.org/abs/${ID} and https://hf.co/papers/${MANY}`] } },
  ],
  ['lookup', 'a message without any', { form: { text: ['good morning'] } }],
  ['subscribe zebras', 'a topic that matches nothing'],
  ['subscribe tasks', 'a topic that matches nearly everything'],
  ['confirm subscribe zebras', 'confirmed'],
  ['unsubscribe zebras', 'none left'],
  ['subscribe', 'the general digest'],
  ['subscribe', 'a second time'],
  ['cancel', 'thought better of it'],
  ['subscribe agents', 'by someone who may not', { mayChange: false }],
  ['subscribe agents', 'beside the general digest'],
  ['unsubscribe *', ''],
  ['subscribe agents', 'a second time'],
  ['subscribe diffusion', 'a second topic'],
  ['subscriptions', ''],
  ['schedule 9:30 weekdays Europe/Paris', ''],
  ['schedule', 'without a time'],
  ['schedule noonish', 'no time'],
  ['settings', ''],
  [
    'settings',
    'sent',
    { form: { topics: ['agents\nvideo diffusion'], layout: ['standard'], size: ['3'], muted: ['video'] } },
  ],
  ['settings', 'the first of two parts, without a change', { form: { time: ['09:30'], options: ['late'] } }],
  [
    'settings',
    'with mistakes',
    {
      form: {
        topics: ['agents\n(video\nsort:new'],
        time: ['25:00'],
        zone: ['Atlantis'],
        score: ['lots'],
        muted: ['*'],
      },
    },
  ],
  ['settings', 'sent without a change', { form: { size: ['3'] } }],
  ['preview', ''],
  [`why ${ID}`, 'it will come'],
  [`why ${gallery[2]?.paper.id}`, 'muted'],
  [`why ${MANY}`, 'of no topic'],
  ['why 2401.99999', 'a paper that nobody knows'],
  [`downrank ${gallery[1]?.paper.id}`, ''],
  [`downrank ${gallery[1]?.paper.id}`, 'a second time'],
  [`downrank undo ${gallery[1]?.paper.id}`, ''],
  ['post', ''],
  ['post', 'a second time'],
  [`why ${ID}`, 'it has come'],
  [`post-paper ${MANY}`, ''],
  ['status', 'after a digest'],
  ['pause', ''],
  ['pause', 'a second time'],
  ['status', 'paused'],
  ['resume', ''],
  ['resume', 'a second time'],
  ['app-home', 'the home page'],
  ['unsubscribe', 'which one?'],
  ['unsubscribe agents', ''],
  ['unsubscribe all', 'the last ones'],
]

async function* play(harness: AppHarness): AsyncGenerator<Scene> {
  for (const [text, about, options] of STEPS) {
    yield { command: text, about, reply: await harness.type(text, options) }
    await harness.timetable.tick()
  }
  await harness.store.close()
  yield { command: 'status', about: 'when something is broken', reply: await harness.type('status') }
}

/** Every kind of reply of every command, from the whole core with made-up papers. */
export async function playScenes(): Promise<Scene[]> {
  const harness = await createAppHarness('2026-11-23T09:00Z')
  for (const { paper, counts } of gallery) {
    harness.source.days.set(paper.day, [...(harness.source.days.get(paper.day) ?? []), { paper, counts }])
  }
  await harness.app.start()
  const scenes: Scene[] = []
  for await (const scene of play(harness)) scenes.push(scene)
  return scenes
}
