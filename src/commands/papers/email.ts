import { workspaceOf } from '../../channels/channel-id.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import { waitText } from '../../time/time-text.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'

/** Slack makes links of addresses: `<mailto:name@example.org|name@example.org>`. */
const unlinked = (typed: string): string => typed.replace(/^<mailto:([^|>]*)(?:\|[^>]*)?>/i, '$1')

/** `email name@example.org [topic]`: asks an address whether it wants digests. Only the person who asked sees the answer. */
export const createEmailCommand =
  ({ emailSignUps }: Pick<CommandDeps, 'emailSignUps'>): Command =>
  async request => {
    if (!emailSignUps) {
      return ephemeralReply([
        'E-mail isn’t set up here; whoever runs Paper Round can do that. In a channel, ',
        command('subscribe'),
        ' does the same.',
      ])
    }
    const [, address = '', topic = ''] = /^(\S*)\s*(.*)$/s.exec(unlinked(request.typed)) ?? []
    if (address === '') {
      return ephemeralReply(['Add the address: ', command('email name@example.org agents')])
    }
    const answer = await emailSignUps.ask(
      { address, topic },
      {
        id: askerOf(request).person,
        where: `with /papers email in the workspace ${workspaceOf(request.channel)}`,
      },
    )
    switch (answer.kind) {
      case 'refused':
        return ephemeralReply(answer.problem)
      case 'too many':
        return ephemeralReply(
          `You have asked for many addresses in a short time, so nothing was sent. Try again ${waitText(answer.waitMs)}.`,
        )
      case 'asked':
        return ephemeralReply(
          [
            'A mail is on its way to that address, with a button that starts the digests of ',
            bold(topicName(answer.topic)),
            '.',
          ],
          'Nothing else is sent before that button is pressed. If there is no mail within a few minutes, look into the spam folder. An address gets only a few of these mails a day.',
        )
    }
  }
