import { code, publicReply } from '../../messages/reply.ts'
import type { Command } from '../command.ts'

/** Introduces the bot, once, where it has just been added. */
export const createWelcome = (): Command => async () => ({
  ...publicReply(
    'Hello! Paper Round posts the day’s trending papers to the channels that ask for them: five a day, at their own time, on their own topics.',
    [
      'In the channel that wants papers, type ',
      code('/papers subscribe'),
      ', or with a topic: ',
      code('/papers subscribe agents'),
    ],
  ),
  actions: [
    { label: 'Subscribe', command: 'subscribe' },
    { label: "The day's list", command: 'today' },
  ],
})
