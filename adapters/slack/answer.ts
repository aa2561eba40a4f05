import type { webApi } from '@slack/bolt'
import type { Reply } from '../../src/messages/reply.ts'
import { ephemeralReply } from '../../src/messages/reply.ts'
import type { Log } from '../../src/ports/log.ts'
import { reasonOf } from './errors.ts'
import { writeMetadata } from './metadata.ts'
import { renderReply, type Where } from './render-reply.ts'
import type { Asked } from './requests.ts'
import { respondBy } from './respond.ts'
import { formView, replyView } from './views.ts'

const TOO_LATE = 'Slack took too long to open a window for that. Please try again.'

/** Answers people wherever they asked: in a channel, in a modal, on their home page. */
export type Answer = (reply: Reply, asked: Asked) => Promise<void>

export function createAnswer(deps: {
  client: webApi.WebClient
  log: Log
  where: () => Where
  /** Draws someone's home page anew. */
  publishHome: (userId: string, reply: Reply) => Promise<void>
}): Answer {
  const { client, log, where, publishHome } = deps

  const messageOf = (reply: Reply) => ({
    ...renderReply(reply, where()),
    unfurl_links: false,
    unfurl_media: false,
  })

  /**
   * Where the response_url is spent or out of reach the person is told alone, whatever the visibility, so that nothing stands
   * in the channel twice: in the channel, or, where the bot may not speak there, in a conversation with the bot.
   */
  async function answerAnyhow(reply: Reply, { channelId, userId }: Asked): Promise<void> {
    const { text, blocks } = messageOf(reply)
    try {
      if (channelId) {
        await client.chat.postEphemeral({ channel: channelId, user: userId, text, blocks })
        return
      }
    } catch (error) {
      log.debug({ reason: reasonOf(error) }, 'could not answer in the channel; answering in person')
    }
    await client.chat.postMessage({ channel: userId, text, blocks })
  }

  async function answerByUrl(reply: Reply, asked: Asked, url: string): Promise<void> {
    const toChannel = reply.visibility === 'public'
    try {
      if (asked.inPlace && toChannel) await respondBy(url, { delete_original: true })
      await respondBy(url, {
        ...messageOf(reply),
        response_type: toChannel ? 'in_channel' : 'ephemeral',
        replace_original: asked.inPlace && !toChannel,
      })
    } catch (error) {
      const fields = { channel: asked.request.channel, reason: reasonOf(error) }
      log.warn(fields, "could not answer by Slack's response_url")
      await answerAnyhow(reply, asked)
    }
  }

  async function answerInView(reply: Reply, asked: Asked, view: { id: string; type: string }): Promise<void> {
    const { triggerId: trigger_id = '', userId, inPlace } = asked
    if (inPlace && view.type === 'home') return publishHome(userId, reply)
    const drawn = replyView(reply, where())
    if (inPlace) await client.views.update({ view_id: view.id, view: drawn })
    else if (view.type === 'home') await client.views.open({ trigger_id, view: drawn })
    else await client.views.push({ trigger_id, view: drawn })
  }

  async function show(reply: Reply, asked: Asked): Promise<void> {
    if (asked.responseUrl) return answerByUrl(reply, asked, asked.responseUrl)
    if (asked.view) return answerInView(reply, asked, asked.view)
    if (asked.channelId || !asked.triggerId) return answerAnyhow(reply, asked)
    await client.views.open({ trigger_id: asked.triggerId, view: replyView(reply, where()) })
  }

  async function open(reply: Reply, form: NonNullable<Reply['form']>, asked: Asked): Promise<void> {
    const { channelId, responseUrl, triggerId: trigger_id = '' } = asked
    const view = formView(form, writeMetadata({ command: form.command, channelId, responseUrl }))
    try {
      if (asked.view?.type === 'modal') await client.views.push({ trigger_id, view })
      else await client.views.open({ trigger_id, view })
    } catch (error) {
      log.warn({ channel: asked.request.channel, reason: reasonOf(error) }, 'could not open a form in Slack')
      const { lines } = ephemeralReply(TOO_LATE)
      const again = { label: 'Try again', command: asked.request.text }
      await show({ ...reply, form: undefined, lines: [...lines, ...reply.lines], actions: [again] }, asked)
    }
  }

  return (reply, asked) => (reply.form ? open(reply, reply.form, asked) : show(reply, asked))
}
