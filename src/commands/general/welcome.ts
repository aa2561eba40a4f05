import { command, publicReply } from '../../messages/reply.ts'
import type { Command } from '../command.ts'

/** Introduces the bot, once, where it has just been added. */
export const createWelcome = (): Command => async () => ({
  ...publicReply(
    'Paper Round posts the day’s trending papers to your channels, at the times and on the topics that you choose.',
    ['Subscribe this channel, or search papers: ', command('search agents')],
  ),
  actions: [
    { label: 'Subscribe', command: 'subscribe' },
    { label: 'Today’s papers', command: 'today' },
  ],
})
