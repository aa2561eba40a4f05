import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../src/messages/reply.ts'
import { ephemeralReply } from '../../src/messages/reply.ts'
import type { Log } from '../../src/ports/log.ts'
import { postJson } from '../shared/http/post-json.ts'
import { NO_PREVIEWS } from './blocks.ts'
import { CALL_TIMEOUT_MS } from './clients.ts'
import { codeOf, reasonOf } from './errors.ts'
import { writeMetadata } from './metadata.ts'
import { renderReply, type Workspace } from './render-reply.ts'
import type { SlackRequest } from './requests.ts'
import { createSendFile } from './send-file.ts'
import { formView, replyView, WORKING } from './views.ts'

/** Slack's code for a view that was closed. */
const CLOSED = 'not_found'

const FORM_FAILED = 'Slack took too long to open the form. Try again.'

/** Slack rejected a response_url: after 30 minutes, after five uses, or because of the message's content. */
class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError'
}

/** Posts to a response_url, even in channels that the bot isn't in. @throws ResponseUrlError, or what undici throws */
async function postToResponseUrl(url: string, message: object): Promise<void> {
  const status = await postJson(url, message, CALL_TIMEOUT_MS)
  if (status < 200 || status > 299) throw new ResponseUrlError(`Slack answered ${status}`)
}

const openedSchema = z.looseObject({ view: z.looseObject({ id: z.string() }) })

/** Whether the answer is a new view; only then is there a trigger. */
const opensView = ({ request, responseUrl, channelId, triggerId, view, inPlace }: SlackRequest): boolean => {
  if (responseUrl || (request.isMessage && channelId)) return false
  return view ? !inPlace : !channelId && triggerId !== undefined
}

const inThread = (threadTs: string | undefined) => (threadTs ? { thread_ts: threadTs } : {})

/** Answers people where they asked: in a channel, in a modal, on their home page. */
export type Answer = (reply: Reply, incoming: SlackRequest) => Promise<void>

export function createAnswer(deps: {
  client: webApi.WebClient
  log: Log
  workspace: Workspace
  /** Redraws someone's home page. */
  publishHome: (userId: string, reply: Reply) => Promise<void>
}): Answer {
  const { client, log, workspace, publishHome } = deps

  const messageOf = (reply: Reply) => ({
    ...renderReply(reply, workspace),
    ...NO_PREVIEWS,
  })

  /** Answers what was said to the bot: in its thread, and in direct messages as a message that stays. */
  async function answerMessage(reply: Reply, incoming: SlackRequest, channel: string): Promise<void> {
    const { userId, threadTs } = incoming
    const message = { channel, ...messageOf(reply), ...inThread(threadTs) }
    const isDirect = channel.startsWith('D')
    try {
      if (isDirect || reply.visibility === 'public') await client.chat.postMessage(message)
      else await client.chat.postEphemeral({ ...message, user: userId })
    } catch (error) {
      const fields = { channel: incoming.request.channel, reason: reasonOf(error) }
      log.warn(fields, 'could not answer where the bot was asked')
      if (!isDirect) await client.chat.postMessage({ channel: userId, ...messageOf(reply) })
    }
  }

  /**
   * When the response_url is used up or unreachable, only the person who asked gets the answer, whatever its visibility, so that nothing is
   * in the channel twice. It is ephemeral in the channel, or a direct message if the bot may not post there.
   */
  async function answerWithoutUrl(
    reply: Reply,
    { channelId, userId, threadTs }: SlackRequest,
  ): Promise<void> {
    const message = messageOf(reply)
    try {
      if (channelId) {
        const toAsker = { channel: channelId, user: userId, ...message, ...inThread(threadTs) }
        await client.chat.postEphemeral(toAsker)
        return
      }
    } catch (error) {
      log.debug({ reason: reasonOf(error) }, 'could not answer in the channel; sending a direct message')
    }
    await client.chat.postMessage({ channel: userId, ...message })
  }

  async function answerByUrl(reply: Reply, incoming: SlackRequest, url: string): Promise<void> {
    const toChannel = reply.visibility === 'public'
    try {
      if (incoming.inPlace && toChannel) await postToResponseUrl(url, { delete_original: true })
      await postToResponseUrl(url, {
        ...messageOf(reply),
        ...inThread(incoming.threadTs),
        response_type: toChannel ? 'in_channel' : 'ephemeral',
        replace_original: incoming.inPlace && !toChannel,
      })
    } catch (error) {
      const fields = { channel: incoming.request.channel, reason: reasonOf(error) }
      log.warn(fields, "could not answer by Slack's response_url")
      await answerWithoutUrl(reply, incoming)
    }
  }

  async function answerInPlace(
    reply: Reply,
    { userId }: SlackRequest,
    view: { id: string; type: string },
  ): Promise<void> {
    if (view.type === 'home') await publishHome(userId, reply)
    else await client.views.update({ view_id: view.id, view: replyView(reply, workspace) })
  }

  /** Answers in a new view, on top of the one with the control. @returns its id */
  async function openView(
    reply: Reply,
    { triggerId: trigger_id = '', view: below }: SlackRequest,
  ): Promise<string> {
    const modal = { trigger_id, view: replyView(reply, workspace) }
    const opened = below?.type === 'modal' ? client.views.push(modal) : client.views.open(modal)
    return openedSchema.parse(await opened).view.id
  }

  /**
   * Answers in a view, or in a direct message where Slack opens none, such as when the trigger has expired. Whoever closed the view
   * isn't waiting any more.
   */
  async function answerInView(
    reply: Reply,
    incoming: SlackRequest,
    show: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await show()
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'could not answer in a view of Slack')
      if (codeOf(error) !== CLOSED) await answerWithoutUrl(reply, incoming)
    }
  }

  async function send(reply: Reply, incoming: SlackRequest): Promise<void> {
    const { request, channelId, responseUrl, view } = incoming
    if (request.isMessage && channelId) return answerMessage(reply, incoming, channelId)
    if (responseUrl) return answerByUrl(reply, incoming, responseUrl)
    if (opensView(incoming)) return answerInView(reply, incoming, () => openView(reply, incoming))
    if (view) return answerInView(reply, incoming, () => answerInPlace(reply, incoming, view))
    await answerWithoutUrl(reply, incoming)
  }

  async function openForm(
    reply: Reply,
    form: NonNullable<Reply['form']>,
    incoming: SlackRequest,
  ): Promise<void> {
    const { channelId, responseUrl, threadTs, triggerId: trigger_id = '' } = incoming
    const metadata = writeMetadata({ command: form.command, channelId, responseUrl, threadTs })
    const view = formView(form, metadata)
    try {
      if (incoming.view?.type === 'modal') await client.views.push({ trigger_id, view })
      else await client.views.open({ trigger_id, view })
    } catch (error) {
      log.warn(
        { channel: incoming.request.channel, reason: reasonOf(error) },
        'could not open a form in Slack',
      )
      const { lines } = ephemeralReply(FORM_FAILED)
      const tryAgain = { label: 'Try again', command: incoming.request.text }
      await send(
        { ...reply, form: undefined, lines: [...lines, ...reply.lines], actions: [tryAgain] },
        incoming,
      )
    }
  }

  /** Only a click or a command can open a form, so what was said gets a button that does. */
  function offerForm(reply: Reply, form: NonNullable<Reply['form']>, incoming: SlackRequest): Promise<void> {
    const open = { label: form.title, command: form.command }
    return send({ ...reply, form: undefined, actions: [open, ...(reply.actions ?? [])] }, incoming)
  }

  const sendFile = createSendFile({ client, log })

  /** A trigger expires in 3 s, and an upload may take longer: so a new view opens first. */
  async function answerWithFile(reply: Reply, incoming: SlackRequest): Promise<void> {
    if (!opensView(incoming)) return send(await sendFile(reply, incoming), incoming)
    const id = await openView(WORKING, incoming).catch(error => {
      log.warn({ reason: reasonOf(error) }, 'could not open a view in Slack')
    })
    const answer = await sendFile(reply, incoming)
    if (id === undefined) return answerWithoutUrl(answer, incoming)
    await answerInView(answer, incoming, () => answerInPlace(answer, incoming, { id, type: 'modal' }))
  }

  return async (reply, incoming) => {
    if (!reply.form) return reply.file ? answerWithFile(reply, incoming) : send(reply, incoming)
    return incoming.request.isMessage
      ? offerForm(reply, reply.form, incoming)
      : openForm(reply, reply.form, incoming)
  }
}
