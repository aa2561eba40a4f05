import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Email } from '../../../src/email/email.ts'
import type { LinkPurpose } from '../../../src/email/links.ts'
import type { SettingsProblems, TypedSettings } from '../../../src/email/manage.ts'
import { waitText } from '../../../src/time/time-text.ts'
import type { Mount, WebEnv } from '../app.ts'
import type { Html } from '../html.ts'
import { tooMany } from '../page-cache.ts'
import {
  askedPage,
  confirmedPage,
  confirmPage,
  lessLikePage,
  refusedPage,
  sentencePage,
  settingsPage,
  unsubscribedPage,
  unsubscribePage,
} from '../pages/email.ts'
import type { SiteParts } from '../site-parts.ts'
import { visitorOf } from '../visitor.ts'

const NOTHING_CHANGED = 'Nothing was changed, because that wasn’t understood.'

const PROBLEMS = {
  forged: {
    status: 400,
    title: 'This link isn’t complete',
    text: 'Nothing was changed. Open the link from the mail again, or copy all of it.',
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    text: 'Nothing was changed. Use the link in a newer mail, or ask for digests again under “Try a topic”.',
  },
  ended: {
    status: 410,
    title: 'This link has already been used',
    text: 'Each of these links works once, and none after its address was removed. To change your digests, use the link in one of them.',
  },
  forgotten: {
    status: 410,
    title: 'This address isn’t stored any more',
    text: 'No digests are sent to it. To get them again, ask for them under “Try a topic”.',
  },
} as const

/** Whether a body may be read as a form: others, such as JSON, would look like an empty one. */
const isForm = (c: Context<WebEnv>): boolean =>
  /^(?:application\/x-www-form-urlencoded|text\/plain|$)/i.test(c.req.header('content-type') ?? '')

/** Whether a field has several answers: to take one of them would be a guess. */
const isAmbiguous = (fields: URLSearchParams, names: readonly string[]): boolean =>
  names.some(name => new Set(fields.getAll(name)).size > 1)

/** The longest link that is read: one that confirms, with the longest address and topic. */
const MAX_TOKEN = 2_000

/**
 * Digests by e-mail: the box, and the pages behind the links in mails. No GET changes anything, nothing needs a cookie, and no page says
 * whether an address is known.
 * @param holdBack see `createHoldBack`
 */
export const mountEmail =
  (
    { site, publicUrl }: SiteParts,
    { signUps, confirmations, manage, links, readLink }: Email,
    holdBack: (request: IncomingMessage) => Promise<number>,
  ): Mount =>
  app => {
    type Status = 200 | 400 | 403 | 410 | 415 | 429

    const answer = async (c: Context<WebEnv>, body: Html, status: Status = 200): Promise<Response> =>
      c.html(String(await body), status, { 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })

    const problem = (c: Context<WebEnv>, name: keyof typeof PROBLEMS): Promise<Response> => {
      const { status, title, text } = PROBLEMS[name]
      return answer(c, sentencePage(title, text, site), status)
    }

    const notForm = (c: Context<WebEnv>): Promise<Response> =>
      answer(c, sentencePage('Not a form', 'What was sent isn’t a form, so nothing was done.', site), 415)

    const tokenOf = (c: Context<WebEnv>): string => (c.req.param('token') ?? '').slice(0, MAX_TOKEN)

    const fieldsOf = async (c: Context<WebEnv>): Promise<URLSearchParams> =>
      new URLSearchParams(await c.req.text())

    /** Answers for the channel of a link, if the link is good. */
    const forLink =
      (
        purpose: LinkPurpose,
        respond: (c: Context<WebEnv>, channel: ChannelId, paperId: string) => Promise<Response>,
      ) =>
      async (c: Context<WebEnv>): Promise<Response> => {
        const link = readLink(purpose, tokenOf(c))
        return link.ok ? respond(c, link.channel, link.paperId) : problem(c, link.problem)
      }

    // Mail services unsubscribe many people from few addresses, and there the signature is checked before anything else.
    app.use('/email/*', async (c, next) => {
      if (c.req.path.startsWith('/email/unsubscribe/')) return next()
      const waitMs = await holdBack(c.env.incoming)
      return waitMs > 0 ? tooMany(waitMs) : next()
    })

    app.post('/email/subscribe', async c => {
      if (c.req.header('sec-fetch-site') === 'cross-site') {
        const text =
          'Another website sent this form, so nothing was done. Use the box under “Try a topic” here.'
        return answer(c, sentencePage('Not from this page', text, site), 403)
      }
      if (!isForm(c)) return notForm(c)
      const fields = await fieldsOf(c)
      const typed = { address: fields.get('address') ?? '', topic: fields.get('topic') ?? '' }
      if (isAmbiguous(fields, ['address', 'topic'])) {
        return answer(c, refusedPage(typed, 'Name only one address and one topic.', site), 400)
      }
      const result = await signUps.ask(typed, {
        id: `web ${visitorOf(c.env.incoming)}`,
        where: `on the web pages at ${publicUrl()}`,
      })
      switch (result.kind) {
        case 'asked':
          return answer(c, askedPage(result.topic, site))
        case 'refused':
          return answer(c, refusedPage(typed, result.problem, site), 400)
        case 'too many': {
          const text = `You have asked for many addresses in a short time, so nothing was sent. Try again ${waitText(result.waitMs)}.`
          return answer(c, refusedPage(typed, text, site), 429)
        }
      }
    })

    app.get('/email/confirm/:token', async c => {
      const asked = await confirmations.read(tokenOf(c))
      return asked.ok ? answer(c, confirmPage(asked, site)) : problem(c, asked.problem)
    })

    app.post('/email/confirm/:token', async c => {
      const confirmed = await confirmations.confirm(tokenOf(c))
      if (confirmed.kind === 'refused') return problem(c, confirmed.problem)
      const settingsUrl = links.settings(confirmed.channel)
      return confirmed.kind === 'full'
        ? showSettings(c, confirmed.channel, {
            problems: { topics: 'You have as many topics as an address can have. Take one out first.' },
          })
        : answer(c, confirmedPage(confirmed.topic, settingsUrl, site))
    })

    app.get(
      '/email/unsubscribe/:token',
      forLink('unsubscribe', c => answer(c, unsubscribePage(site))),
    )

    app.post(
      '/email/unsubscribe/:token',
      forLink('unsubscribe', async (c, channel) => {
        const isStored = (await manage.find(channel)) !== undefined
        if (isStored) await manage.unsubscribe(channel)
        return answer(c, unsubscribedPage(isStored ? links.settings(channel) : undefined, site))
      }),
    )

    app.get(
      '/email/less/:token',
      forLink('less', c => answer(c, lessLikePage(site))),
    )

    app.post(
      '/email/less/:token',
      forLink('less', async (c, channel, paperId) => {
        if (!(await manage.find(channel))) return problem(c, 'forgotten')
        const isLower = await manage.lessLike(channel, paperId)
        const text = isLower
          ? 'Papers like it rank lower in your digests from now on.'
          : 'This paper can’t be found right now, so nothing was changed. Try again later.'
        return answer(c, sentencePage('Fewer papers like this one', text, site))
      }),
    )

    async function showSettings(
      c: Context<WebEnv>,
      channel: ChannelId,
      state: { notice?: string; problems?: SettingsProblems; typed?: TypedSettings } = {},
    ): Promise<Response> {
      const found = await manage.find(channel)
      if (!found) return problem(c, 'forgotten')
      const isWrong = Object.keys(state.problems ?? {}).length > 0
      return answer(c, settingsPage(found, state, site), isWrong ? 400 : 200)
    }

    app.get(
      '/email/settings/:token',
      forLink('settings', (c, channel) => showSettings(c, channel)),
    )

    app.post(
      '/email/settings/:token',
      forLink('settings', async (c, channel) => {
        if (!(await manage.find(channel))) return problem(c, 'forgotten')
        if (!isForm(c)) return notForm(c)
        const fields = await fieldsOf(c)
        if (isAmbiguous(fields, ['action', 'topics', 'time', 'zone', 'size', 'sure'])) {
          return showSettings(c, channel, { notice: NOTHING_CHANGED })
        }
        const field = (name: string): string => fields.get(name) ?? ''
        switch (field('action')) {
          case 'save': {
            const typed = {
              topics: field('topics').replaceAll('\r\n', '\n'),
              time: field('time'),
              days: fields.getAll('day'),
              zone: field('zone'),
              size: field('size'),
            }
            const problems = await manage.save(channel, typed)
            const isSaved = Object.keys(problems).length === 0
            return showSettings(c, channel, isSaved ? { notice: 'Saved.' } : { problems, typed })
          }
          case 'pause':
            await manage.pause(channel)
            return showSettings(c, channel, { notice: 'Paused.' })
          case 'resume':
            await manage.resume(channel)
            return showSettings(c, channel, { notice: 'Resumed.' })
          case 'unsubscribe':
            await manage.unsubscribe(channel)
            return showSettings(c, channel, { notice: 'You are unsubscribed from all topics.' })
          case 'forget':
            if (field('sure') !== 'yes') return showSettings(c, channel, { notice: NOTHING_CHANGED })
            await manage.forget(channel)
            return answer(
              c,
              sentencePage(
                'You are forgotten',
                'Your address and all that was stored with it are removed.',
                site,
              ),
            )
          default:
            return showSettings(c, channel, { notice: NOTHING_CHANGED })
        }
      }),
    )
  }
