import { describe, expect, it } from 'vitest'
import { renderDigest as renderForDiscord } from '../adapters/discord/render-digest.ts'
import { renderDigestMail } from '../adapters/email/render-digest.ts'
import { renderDigest as renderText } from '../adapters/preview/render-digest.ts'
import { renderDigest as renderForSlack } from '../adapters/slack/render-digest.ts'
import { LAYOUTS } from '../src/channels/layout.ts'
import { type Digest, messageCount } from '../src/messages/digest.ts'
import { fakeLinks } from './fakes/mail/addresses.ts'
import { loadValidators, validatorsAreThere } from './fakes/validators.ts'
import { hasRecordedDays, needsRecorded, recordedDays } from './fixtures/recorded-days.ts'
import { recordedDigests } from './fixtures/recorded-digests.ts'

/** Every so many days stand for all, unless all are asked for: `ALL_DAYS=1 npx vitest run test/recorded-days.test.ts`. */
const EVERY = process.env.ALL_DAYS ? 1 : 4
/** The thread layout makes 16 messages of the same texts; on every so many days that is enough. */
const THREAD_EVERY = 15

const messagesOf = <Message>(digest: Digest, render: (digest: Digest, step: number) => Message): Message[] =>
  Array.from({ length: messageCount(digest) }, (_, step) => render(digest, step))

const MAILBOX = { channel: 'email:a1b2', links: fakeLinks } as const

const unchecked = validatorsAreThere ? '' : " (unchecked by the platforms' rules, which are not here)"

describe.skipIf(!hasRecordedDays)(`recorded days${needsRecorded}${unchecked}`, () => {
  const days = recordedDays().filter((_, index) => index % EVERY === 0)

  it('becomes messages that Slack and Discord take, in each layout, with every paper in them', async () => {
    const validators = await loadValidators()
    for (const [index, day] of days.entries()) {
      const layouts = LAYOUTS.filter(layout => layout !== 'thread' || index % THREAD_EVERY === 0)
      for (const digest of recordedDigests(day, { layouts })) {
        const slack = messagesOf(digest, renderForSlack)
        const discord = messagesOf(digest, renderForDiscord)
        const findings = [
          ...slack.flatMap(
            body => validators?.slack.call('chat.postMessage', { channel: 'C1', ...body }) ?? [],
          ),
          ...discord.flatMap(
            body =>
              validators?.discord.request({
                method: 'POST',
                path: '/channels/123456789012345678/messages',
                headers: { 'content-type': 'application/json' },
                body,
              }) ?? [],
          ),
        ].filter(({ level, where }) => level === 'error' && !/^(authorization|user-agent)$/i.test(where))
        expect({ day, layout: digest.layout, findings }).toEqual({ day, layout: digest.layout, findings: [] })
        for (const { paperId } of digest.entries) {
          expect(JSON.stringify(slack)).toContain(paperId)
          expect(JSON.stringify(discord)).toContain(paperId)
        }
      }
    }
  })

  it('becomes mails that no mailbox cuts, with every paper in both parts', () => {
    for (const day of recordedDays().slice(-20)) {
      for (const digest of recordedDigests(day, { layouts: ['compact', 'standard'] })) {
        const { text, html = '', subject } = renderDigestMail(digest, MAILBOX)
        // Quoted-printable writes each byte beyond ASCII as three.
        const size = Buffer.byteLength(text) + Buffer.byteLength(html)
        expect({ day, isShort: size * 1.5 < 100_000 }).toEqual({ day, isShort: true })
        expect([...subject].length).toBeLessThanOrEqual(110)
        for (const { paperId } of digest.entries) {
          expect(text).toContain(fakeLinks.paper(paperId))
          expect(html).toContain(fakeLinks.paper(paperId))
        }
      }
    }
  })

  it('fits a terminal of any width, without a line too long', () => {
    for (const day of days.slice(-20)) {
      for (const digest of recordedDigests(day)) {
        for (const columns of [40, 80, 120]) {
          const lines = renderText(digest, { columns, colour: false, links: false }).split('\n')
          expect(lines.filter(line => line.length > columns * 2)).toEqual([])
        }
      }
    }
  })

  it('has a summary of each paper that has an abstract, within its limit and without TeX', () => {
    for (const day of days) {
      const [compact] = recordedDigests(day, { layouts: ['compact'] })
      for (const { paperId, summary } of compact?.entries ?? []) {
        expect({ paperId, summary }).toEqual({ paperId, summary: expect.stringMatching(/\p{L}/u) })
        expect(summary).not.toMatch(/\\[a-z]+\{|\$[^$]*\\/)
        expect([...summary].length).toBeLessThanOrEqual(220)
      }
    }
  })
})
