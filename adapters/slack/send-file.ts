import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { muted, type Reply, type TextFile } from '../../src/messages/reply.ts'
import type { Log } from '../../src/ports/log.ts'
import { NO_PREVIEWS } from './blocks.ts'
import { fetchWithTimeout } from './clients.ts'
import { codeOf, reasonOf } from './errors.ts'
import { PREFORMATTED } from './limits.ts'
import type { SlackRequest } from './requests.ts'

/** The scope for uploads. */
const FILES_SCOPE = 'files:write'

const uploadSchema = z.looseObject({ upload_url: z.url(), file_id: z.string() })
const postedSchema = z.looseObject({ channel: z.string() })

/** As many whole papers as fit into a message; the rest is left out. */
function fitting(text: string): { shown: string; isWhole: boolean } {
  if (text.length <= PREFORMATTED) return { shown: text, isWhole: true }
  const end = Math.max(...['\n\n', '\r\n\r\n'].map(gap => text.lastIndexOf(gap, PREFORMATTED)), 0)
  return { shown: text.slice(0, end), isWhole: false }
}

function inMessage(reply: Reply, { name, text }: TextFile, why: string): Reply {
  const { shown, isWhole } = fitting(text)
  const rest = isWhole ? '' : ' Only the first papers fit here.'
  return {
    ...reply,
    file: undefined,
    verbatim: shown,
    lines: [...reply.lines, [muted(`${why} ${name} is below.${rest}`)]],
  }
}

/**
 * Sends a reply's file as a direct message to the person who asked, because a file can't be ephemeral. Without the scope for it, the reply has the
 * file's text.
 * @returns the reply without the file
 */
export function createSendFile({ client, log }: { client: webApi.WebClient; log: Log }) {
  async function upload({ name, text }: TextFile): Promise<string> {
    const bytes = Buffer.from(text)
    const answer = await client.files.getUploadURLExternal({ filename: name, length: bytes.length })
    const { upload_url, file_id } = uploadSchema.parse(answer)
    const response = await fetchWithTimeout(upload_url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`Slack answered ${response.status} to an upload`)
    return file_id
  }

  /** Only a message opens a direct conversation without another scope. */
  async function openDirect(userId: string): Promise<string> {
    const text = 'Your export from `/papers export`:'
    return postedSchema.parse(await client.chat.postMessage({ channel: userId, text, ...NO_PREVIEWS }))
      .channel
  }

  return async (reply: Reply, { userId, channelId, request }: SlackRequest): Promise<Reply> => {
    const { file } = reply
    if (!file) return reply
    try {
      const id = await upload(file)
      // A command can also be typed in a conversation of two people; only what is said to the bot is in its own.
      const own = request.isMessage && channelId?.startsWith('D') ? channelId : undefined
      const channel = own ?? (await openDirect(userId))
      await client.files.completeUploadExternal({ files: [{ id, title: file.name }], channel_id: channel })
      const where = own ? `${file.name} follows.` : `${file.name} is in your direct messages with the bot.`
      return { ...reply, file: undefined, lines: [...reply.lines, [muted(where)]] }
    } catch (error) {
      const lacksScope = codeOf(error) === 'missing_scope'
      log[lacksScope ? 'debug' : 'warn']({ reason: reasonOf(error) }, 'could not send a file in Slack')
      const why = lacksScope
        ? `To get it as a file, ask whoever runs Paper Round to add the scope ${FILES_SCOPE}.`
        : 'Slack didn’t take the file.'
      return inMessage(reply, file, why)
    }
  }
}
