import { setImmediate } from 'node:timers'
import { describe, expect, it } from 'vitest'
import type { Paper } from '../../../src/papers/paper.ts'
import { SourceError } from '../../../src/ports/source-error.ts'
import { cleanText } from '../../../src/text/clean.ts'
import type { FakeAnswer } from '../../fakes/server.ts'
import { HOSTILE } from '../../fixtures/hostile.ts'
import type { CreateSourceHarness, SourceHarnessOptions, SourceTraits, Trouble } from './harness.ts'

const never = new AbortController().signal

/** It says that it is longer than it is. */
const CUT_OFF: FakeAnswer = { body: '[{"paper', headers: { 'content-length': '100000', connection: 'close' } }
const UNAVAILABLE: FakeAnswer = { status: 503, body: '<html>Back soon.</html>' }
const limited = (seconds: string, status = 429): FakeAnswer => ({
  status,
  body: 'Too many.',
  headers: { 'retry-after': seconds },
})

/** What a source must do whatever it is asked for. It has the paper with this id. */
export function askingContract<Source>(
  name: string,
  { intervalMs, accepts, garbage }: SourceTraits,
  id: string,
  createHarness: CreateSourceHarness<Source>,
  ask: (source: Source, signal: AbortSignal) => Promise<Paper[]>,
): void {
  async function open(options: SourceHarnessOptions = {}) {
    const harness = await createHarness({ papers: [{ id }], ...options })
    const asked = (signal = never) => ask(harness.source, signal)
    return {
      ...harness,
      asked,
      ids: async () => (await asked()).map(paper => paper.id),
      async failure(): Promise<SourceError> {
        const error: unknown = await asked().catch((thrown: unknown) => thrown)
        if (error instanceof SourceError) return error
        throw new Error('expected a SourceError', { cause: error })
      },
      /** What passed from each request to the next, ms. */
      gaps: () => harness.times.slice(1).map((time, index) => time - (harness.times[index] ?? 0)),
    }
  }

  const backoff = [Math.max(1_000, intervalMs), Math.max(4_000, intervalMs)]

  it('says who asks, and for what format', async () => {
    const { ids, requests } = await open()
    expect(await ids()).toEqual([id])
    expect(requests[0]?.headers).toMatchObject({ 'user-agent': 'paper-round/1.2.3', accept: accepts })
  })

  describe('cleans texts that mean harm', () => {
    it.each(HOSTILE)('such as %s', async (_, text) => {
      const { asked } = await open({
        papers: [
          { id, title: `On ${text} end`, abstract: `${text} it works.`, authors: ['Ada', `Bo ${text}`] },
        ],
      })
      const [paper] = await asked()
      const { title = '', abstract = '', authors = [] } = paper ?? {}
      expect(title).toMatch(/^On .*end$/)
      expect(abstract).toMatch(/it works\.$/)
      expect(authors[0]).toBe('Ada')
      for (const each of [title, abstract, ...authors]) {
        expect(each).toBe(cleanText(each))
        expect(each).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u)
      }
    })
  })

  describe('when something is wrong for a moment', () => {
    it.each<[string, Trouble[], timeoutMs: number]>([
      ['503', [UNAVAILABLE, UNAVAILABLE], 5_000],
      [
        '500',
        [
          { status: 500, body: '' },
          { status: 500, body: '' },
        ],
        5_000,
      ],
      ['a broken connection', ['reset', 'reset'], 5_000],
      ['an answer that is cut off', [CUT_OFF, CUT_OFF], 5_000],
      ['silence', ['hang', 'reset'], 500],
      ['half an answer', ['stall', 'reset'], 500],
    ])('such as %s, asks again twice', async (_, troubles, timeoutMs) => {
      const { ids, meets, requests, gaps } = await open({ timeoutMs })
      meets(...troubles)
      expect(await ids()).toEqual([id])
      expect(requests).toHaveLength(3)
      expect(gaps()).toEqual(backoff)
    })
  })

  describe('when something stays wrong', () => {
    it.each<[string, Trouble, message: string, timeoutMs: number]>([
      ['503', UNAVAILABLE, 'answered 503 (Service Unavailable)', 5_000],
      ['500', { status: 500, body: '' }, 'answered 500 (Internal Server Error)', 5_000],
      ['a broken connection', 'reset', 'couldn’t be reached (the connection broke)', 5_000],
      ['an answer that is cut off', CUT_OFF, 'closed the connection in the middle of its answer', 5_000],
      ['silence', 'hang', 'did not answer within 1 s', 100],
      ['an answer without an end', 'stall', 'did not answer within 1 s', 100],
    ])('such as %s, says so after three requests', async (_, trouble, message, timeoutMs) => {
      const { failure, meets, requests, url } = await open({ timeoutMs })
      meets(trouble, trouble, trouble)
      const error = await failure()
      expect(error.message).toBe(`${name} ${message}`)
      expect(error.where).toBe(url)
      expect(requests).toHaveLength(3)
    })

    it('such as that nobody listens there, says so', async () => {
      const { failure, close, url } = await open()
      await close()
      const error = await failure()
      expect(error.message).toBe(`${name} couldn’t be reached (connection refused)`)
      expect(error.where).toBe(url)
    })

    it.each([
      [403, /^answered 403 \(Forbidden\)/],
      [418, /^answered 418 \(I'm a Teapot\)/],
    ])('such as a refusal by %d, says so at once', async (status, message) => {
      const { failure, meets, requests } = await open()
      meets({ status, body: 'No.' })
      expect((await failure()).message.slice(name.length + 1)).toMatch(message)
      expect(requests).toHaveLength(1)
    })

    it.each([
      ['a web page', '<!DOCTYPE html><html><body>We shall be back.<br></body></html>'],
      ['nothing', ''],
      ['plain text', 'Rate exceeded.'],
      ['half a list', '[{"paper":{"id":"26'],
      ['half a tag', '<feed><entry><id'],
    ])('such as %s for an answer, says so, and is well when that is', async (_, body) => {
      const { failure, meets, ids } = await open()
      meets({ body }, { body }, { body })
      expect((await failure()).message).toBe(`${name} ${garbage}`)
      meets()
      expect(await ids()).toEqual([id])
    })

    it('such as too large an answer, says so', async () => {
      // This much takes a while on a busy machine.
      const { failure, meets } = await open({ timeoutMs: 50_000 })
      meets({ body: ' '.repeat(32 * 2 ** 20 + 1) })
      expect((await failure()).message).toBe(`${name} sent more than 32 MB`)
    })
  })

  describe('when it is asked too often', () => {
    it('waits for as long as it is told, where that is short', async () => {
      const { ids, meets, gaps } = await open()
      meets(limited('12'), limited('7'))
      expect(await ids()).toEqual([id])
      expect(gaps()).toEqual([12_000, 7_000])
    })

    it('gives up after two more tries, and says for how long', async () => {
      const { failure, meets, requests } = await open()
      meets(limited('12'), limited('12'), limited('12'))
      const error = await failure()
      expect(error.message).toBe(
        `${name} answered 429 (Too Many Requests), and wants to be left alone for 12 s`,
      )
      expect(error.retryAfterMs).toBe(12_000)
      expect(requests).toHaveLength(3)
    })

    it.each([
      [429, 'Too Many Requests'],
      [503, 'Service Unavailable'],
    ])('gives up at once on a %d that names minutes, and asks nothing until then', async (status, words) => {
      const { failure, meets, requests, advance, ids } = await open()
      meets(limited('240', status))
      const error = await failure()
      expect(error.message).toBe(
        `${name} answered ${status} (${words}), and wants to be left alone for 4 min`,
      )
      expect(error.retryAfterMs).toBe(240_000)
      advance(60_000)
      const again = await failure()
      expect(again.message).toBe(
        `${name} limits how often it may be asked, and wants to be left alone for 3 min`,
      )
      expect(again.retryAfterMs).toBe(180_000)
      expect(requests).toHaveLength(1)
      advance(180_000)
      expect(await ids()).toEqual([id])
    })

    it('asks again after a day at most, whatever it is told', async () => {
      const { failure, meets, advance, ids } = await open()
      meets(limited('999999999'))
      expect((await failure()).retryAfterMs).toBe(24 * 3_600_000)
      advance(24 * 3_600_000)
      expect(await ids()).toEqual([id])
    })
  })

  describe('when the answer is no longer wanted', () => {
    const reason = new Error('Paper Round is stopping')

    it('asks nothing', async () => {
      const { asked, requests } = await open()
      await expect(asked(AbortSignal.abort(reason))).rejects.toBe(reason)
      expect(requests).toEqual([])
    })

    it.each<[string, Trouble]>([
      ['silent', 'hang'],
      ['in the middle of an answer', 'stall'],
    ])('ends while the source is %s', async (_, trouble) => {
      const controller = new AbortController()
      const { asked, meets } = await open({ onRequest: () => setImmediate(() => controller.abort(reason)) })
      meets(trouble)
      await expect(asked(controller.signal)).rejects.toBe(reason)
    })

    it('ends while it waits, and is not asked again', async () => {
      const controller = new AbortController()
      const { asked, meets, requests } = await open({ meanwhile: () => controller.abort(reason) })
      meets(UNAVAILABLE, UNAVAILABLE)
      await expect(asked(controller.signal)).rejects.toBe(reason)
      expect(requests).toHaveLength(1)
    })
  })
}
