import { bold, command, ephemeralReply, publicReply } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { readPaperArg } from '../papers/paper-argument.ts'
import { changedChannel } from './changed-channel.ts'

const SHOWN_TERMS = 6
/** Beyond that, the oldest is dropped. */
const MAX_DOWNRANKED = 50

/** `downrank <paper>`: papers like it rank lower here. `downrank undo <paper>` reverts that. */
export function createDownrank(deps: CommandDeps): Command {
  const { channels, lookUp, search, newChannel } = deps

  return async request => {
    const [, undo, args = ''] = /^(undo )?(.*)$/i.exec(request.args) ?? []
    const { downranked } = (await channels.find(request.channel)) ?? newChannel(request.channel)
    if (undo) {
      const undone = downranked.find(({ paperId }) => paperId === args)
      if (!undone)
        return ephemeralReply('Papers like it aren’t ranked lower here, so there is nothing to undo.')
      const remaining = downranked.filter(each => each !== undone)
      await channels.save(await changedChannel(deps, request, { downranked: remaining }))
      return {
        ...publicReply([
          bold(request.person),
          ' stopped ranking papers like ',
          bold(undone.title),
          ' lower.',
        ]),
        actions: [{ label: 'Undo', command: `downrank ${undone.paperId}` }],
      }
    }
    const arg = await readPaperArg(args, 'show', id => lookUp.find(id, askerOf(request)))
    if (!arg.ok) return arg.reply
    const { id, title } = arg.found.paper
    if (downranked.some(({ paperId }) => paperId === id)) {
      return {
        ...ephemeralReply(['Papers like ', bold(title), ' are already ranked lower here.']),
        actions: [{ label: 'Undo', command: `downrank undo ${id}` }],
      }
    }
    const terms = await search.terms(arg.found.paper)
    const changed = [...downranked, { paperId: id, title, terms }].slice(-MAX_DOWNRANKED)
    await channels.save(await changedChannel(deps, request, { downranked: changed }))
    return {
      ...publicReply(
        [bold(request.person), ' asked for fewer papers like ', bold(title), ' in this channel.'],
        [
          'Papers with these words rank lower: ',
          bold(terms.slice(0, SHOWN_TERMS).join(', ')),
          '. To change that later: ',
          command('subscriptions'),
        ],
      ),
      actions: [{ label: 'Undo', command: `downrank undo ${id}` }],
    }
  }
}
