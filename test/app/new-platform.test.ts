import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { readConfiguration } from '../../config/env.ts'
import { envSchema } from '../../config/schema.ts'
import { settingsFrom } from '../../config/settings.ts'
import { checkChats } from '../../src/doctor/chats.ts'
import { readEnvironment } from '../../src/lib/environment.ts'
import { type Running, start } from '../../src/main.ts'
import type { ChatParts, Platform, PublisherParts } from '../../src/ports/platform.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { createInstantTimer } from '../fakes/timer.ts'
import { createManualTimetable } from '../fakes/timetable.ts'
import { wirePaper } from '../fixtures/papers.ts'

const MONDAY = '2026-11-23'
const DEFAULTS = settingsFrom(envSchema.parse({}), '0.0.0').channel

/** A made-up platform: all that adding one takes, and no change anywhere else. */
function createPigeonPost() {
  const posts: Post[] = []
  let handlers: ChatParts | undefined
  const environment = z.object({
    PIGEON_TOKEN: z.string().startsWith('coo-', 'should begin with coo-').optional(),
  })
  const platform: Platform = {
    name: 'pigeon',
    title: 'Pigeon Post',
    variables: Object.keys(environment.shape),
    configure(variables) {
      const read = readEnvironment(environment, variables)
      if (!read.ok) return { kind: 'invalid', problems: read.problems }
      if (!read.values.PIGEON_TOKEN) return { kind: 'absent' }
      return {
        kind: 'ready',
        load: async () => parts => {
          handlers = parts
          return {
            platform: 'pigeon',
            start: async () => {},
            stop: async () => {},
            connected: () => true,
            async publish(post) {
              posts.push(post)
              return { kind: 'sent', messageId: String(posts.length) }
            },
            reconcile: async () => ({ kind: 'absent' }),
            checkToken: async () => false,
          }
        },
      }
    },
    renderDigest: async digest => ({ note: digest.title }),
    setupGuide: [{ text: 'catch a pigeon.' }],
    tokenAdvice: 'Feed the pigeon.',
  }
  return { platform, posts, handlers: () => handlers }
}

const folder = mkdtempSync(join(tmpdir(), 'paper-round-platform-'))
const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  rmSync(folder, { recursive: true, force: true })
})

it('a platform that no other file knows is subscribed, receives its digest and is checked by the doctor', async () => {
  const papers = await startHuggingFace()
  cleanUps.push(() => papers.close())
  papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
  ])
  const clock = createFakeClock(`${MONDAY}T08:00:00Z`)
  const timetable = createManualTimetable()
  const { platform, posts, handlers } = createPigeonPost()
  const stdout = Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { isTTY: false })
  const running: Running = await start({
    env: {
      PIGEON_TOKEN: 'coo-1',
      HF_ENDPOINT: papers.url,
      DATABASE_URL: `sqlite:${join(folder, 'paper-round.db')}`,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdout,
    stderr: stdout,
    clock,
    timetable: () => timetable,
    timer: createInstantTimer(),
    platforms: [platform],
  })
  cleanUps.push(() => running.stop())
  await running.started()
  await running.connected()
  const channel = 'pigeon:loft/1' as const
  const reply = await handlers()?.run({
    id: '1',
    channel,
    person: 'Ada',
    personId: 'A',
    mayChange: true,
    text: 'confirm subscribe',
    origin: 'control',
  })
  expect(reply?.visibility).toBe('public')
  clock.set(`${MONDAY}T09:00:00Z`)
  await timetable.tick()
  expect(posts).toMatchObject([{ channel, digest: { entries: [{ title: 'Agents Learn to Wait' }] } }])
  const [finding] = await checkChats([platform], [{ ...(await chatOf(platform)) }])
  expect(finding).toMatchObject({
    what: 'Pigeon Post',
    state: 'fault',
    text: expect.stringContaining('Feed the pigeon.'),
  })
})

it('a platform that only receives is given what it needs, and its channels are no preview', async () => {
  const papers = await startHuggingFace()
  cleanUps.push(() => papers.close())
  papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
  ])
  const posts: Post[] = []
  let given: PublisherParts | undefined
  const pillar: Platform = {
    ...createPigeonPost().platform,
    name: 'pillar',
    variables: [],
    configure: () => ({
      kind: 'publisher',
      load: async () => parts => {
        given = parts
        return {
          platform: 'pillar',
          async publish(post) {
            posts.push(post)
            return { kind: 'sent', messageId: post.key }
          },
          reconcile: async () => ({ kind: 'absent' }),
        }
      },
    }),
  }
  const clock = createFakeClock(`${MONDAY}T08:00:00Z`)
  const timetable = createManualTimetable()
  const own = mkdtempSync(join(tmpdir(), 'paper-round-receiving-'))
  cleanUps.push(async () => rmSync(own, { recursive: true, force: true }))
  const startIt = async () => {
    let printed = ''
    const stdout = Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          printed += chunk
          done()
        },
      }),
      { isTTY: false },
    )
    const running = await start({
      env: {
        HF_ENDPOINT: papers.url,
        DATABASE_URL: `sqlite:${join(own, 'paper-round.db')}`,
        PORT: '0',
        LOG_LEVEL: 'silent',
        SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
      },
      stdout,
      stderr: stdout,
      clock,
      timetable: () => timetable,
      timer: createInstantTimer(),
      platforms: [pillar],
    })
    cleanUps.push(() => running.stop())
    await running.started()
    return { running, printed: () => printed }
  }
  const first = await startIt()
  expect(first.printed()).toContain('Preview: nothing is posted anywhere.')
  expect(given?.sealer?.seal('text', 'pillar:1')).toMatch(/^v1/)
  const channel = 'pillar:1' as const
  await given?.store.channels.save({
    ...DEFAULTS,
    id: channel,
    nextSlotAt: Date.parse(`${MONDAY}T09:00:00Z`),
    createdAt: 0,
  })
  await given?.store.channels.subscribe(channel, 'agents', { person: 'Ada' }, 0)
  await first.running.stop()
  const second = await startIt()
  expect(second.printed()).toBe('')
  clock.set(`${MONDAY}T09:00:00Z`)
  await timetable.tick()
  expect(posts).toMatchObject([
    { channel, slotAt: Date.parse(`${MONDAY}T09:00:00Z`), digest: { entries: [{ upvotes: 9 }] } },
  ])
})

async function chatOf(platform: Platform) {
  const setup = platform.configure({ PIGEON_TOKEN: 'coo-1' })
  if (setup.kind !== 'ready') throw new Error('not set up')
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  return (await setup.load())({
    run: async () => ({ visibility: 'ephemeral', lines: [] }),
    suggest: async () => [],
    accessRestored: async () => {},
    accessLost: async () => {},
    reconnected() {},
    isFirst: async () => true,
    keyValues: {
      get: async () => undefined,
      set: async () => {},
      add: async () => true,
      tidy: async () => {},
    },
    clock: { now: () => 0 },
    log: silent,
    version: '0.0.0',
  })
}

it('a wrong value of its variables is told with the others', () => {
  const { platform } = createPigeonPost()
  expect(() => readConfiguration({ PIGEON_TOKEN: 'caw', PORT: 'eighty' }, [platform])).toThrow(
    /^PORT: should be a port number.*\nPIGEON_TOKEN: should begin with coo-$/,
  )
})
