import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { TaskTracker } from '../../src/lib/task-tracker.ts'
import type { CommandHandlers } from '../../src/ports/chat.ts'
import type { Requests } from '../../src/ports/requests.ts'
import { type AccessRestored, parseAccessRestored } from './access-restored.ts'
import { parseHomeOpened } from './app-home.ts'
import type { Handlers } from './listeners.ts'
import { parseMessage } from './messages-to-bot.ts'
import { submit } from './submissions.ts'
import type { WorkspaceBot } from './workspace-bot.ts'

/** What is done with the requests of Slack's, each once. */
export function createHandlers(
  deps: Pick<CommandHandlers, 'run' | 'suggest' | 'accessRestored'> & {
    tasks: TaskTracker
    requests: Pick<Requests, 'answered'>
    botFor: Handlers['botFor']
    /** Whether a request comes for the first time, to any process. */
    isFirst: (id: string) => Promise<boolean>
  },
): Handlers {
  const { run, suggest, accessRestored, tasks, requests, botFor, isFirst } = deps
  /** A shared channel has the same id in all workspaces that it is shared with. */
  const isNew = ({ identity }: WorkspaceBot, id: string): Promise<boolean> =>
    isFirst(`${identity.teamId} ${id}`)

  const runAndAnswer = (work: () => Promise<void>): Promise<void> =>
    tasks.run(async () => {
      await work()
      requests.answered()
    })

  /** The bot can post in a channel again after it joined, or after someone unarchived the channel. */
  async function restoreAccess(bot: WorkspaceBot, { channel, user }: AccessRestored): Promise<void> {
    const { teamId, botUserId } = bot.identity
    if (user !== undefined && user !== botUserId) return
    const id: ChannelId = `slack:${teamId}/${channel}`
    await accessRestored(id, each => each === id)
    if (user !== undefined) await bot.greet(teamId, channel)
  }

  return {
    suggest,
    botFor,
    async handle(bot, incoming) {
      if (!(await isNew(bot, incoming.request.id))) return
      await runAndAnswer(async () => bot.answer(await bot.run(incoming.request), incoming))
    },
    async submit(bot, incoming, ack) {
      if (!(await isNew(bot, incoming.request.id))) return ack()
      const decide = (decision: Parameters<typeof ack>[0]): Promise<void> =>
        decision ? ack(decision) : ack()
      const { answer, workspace } = bot
      await runAndAnswer(() =>
        submit(incoming, { run: () => bot.run(incoming.request), decide, answer, workspace }),
      )
    },
    restoreAccess: (bot, payload) => tasks.run(async () => restoreAccess(bot, parseAccessRestored(payload))),
    async receiveMessage(bot, payload) {
      const incoming = parseMessage(payload, bot.identity.teamId, bot.identity.botUserId)
      if (!incoming || !(await isNew(bot, incoming.request.id))) return
      await runAndAnswer(async () => {
        const person = await bot.nameOf(incoming.userId)
        await bot.answer(await bot.run({ ...incoming.request, person }), incoming)
      })
    },
    async openHome(bot, payload) {
      const opened = parseHomeOpened(payload, bot.identity.teamId)
      if (!opened || !(await isNew(bot, opened.request.id))) return
      const { request, direct } = opened
      if (direct) bot.noteDirect(request.personId, direct)
      await runAndAnswer(async () => bot.publishHome(request, await run(request)))
    },
  }
}
