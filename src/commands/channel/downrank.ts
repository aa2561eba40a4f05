import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { readPaperArg } from '../papers/paper-argument.ts'
import { changedChannel } from './changed-channel.ts'

const SHOWN_TERMS = 6
/** The oldest wish goes when there are more. */
const MAX_WISHES = 50

/** `downrank <paper>`: papers like it rank lower here. `downrank undo <paper>` reverts that. */
export function createDownrank(deps: CommandDeps): Command {
  const { channels, lookUp, search, newChannel } = deps

  return async asked => {
    const [, undo, args = ''] = /^(undo )?(.*)$/i.exec(asked.args) ?? []
    const { downranked } = (await channels.find(asked.channel)) ?? newChannel(asked.channel)
    if (undo) {
      const wish = downranked.find(({ paperId }) => paperId === args)
      if (!wish) return ephemeralReply('This channel has no such wish any more, so there is nothing to undo.')
      const left = downranked.filter(each => each !== wish)
      await channels.save(await changedChannel(deps, asked, { downranked: left }))
      return publicReply([
        bold(asked.person),
        ' took back the wish for fewer papers like ',
        bold(wish.title),
        '.',
      ])
    }
    const arg = await readPaperArg(args, 'show', lookUp.find)
    if (!arg.ok) return arg.reply
    const { id, title } = arg.found.paper
    if (downranked.some(({ paperId }) => paperId === id)) {
      return {
        ...ephemeralReply(['This channel wants fewer papers like ', bold(title), ' already.']),
        actions: [{ label: 'Undo', command: `downrank undo ${id}` }],
      }
    }
    const terms = await search.terms(arg.found.paper)
    const wishes = [...downranked, { paperId: id, title, terms }].slice(-MAX_WISHES)
    await channels.save(await changedChannel(deps, asked, { downranked: wishes }))
    return {
      ...publicReply(
        [bold(asked.person), ' wants fewer papers like ', bold(title), ' in this channel.'],
        [
          'Papers that share these words rank lower from now on: ',
          bold(terms.slice(0, SHOWN_TERMS).join(', ')),
          '. To take that back: ',
          code(`/papers downrank undo ${id}`),
        ],
      ),
      actions: [{ label: 'Undo', command: `downrank undo ${id}` }],
    }
  }
}
