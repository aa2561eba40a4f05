import type { LookUpResult } from '../../collecting/look-up.ts'
import type { Reply } from '../../messages/reply.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import type { FoundPaper } from '../../papers/paper.ts'
import { onlyPaperIdIn, paperIdsIn } from '../../papers/paper-link.ts'
import { shorten } from '../../text/graphemes.ts'
import { waitText } from '../../time/time-text.ts'
import { findTypedCommand } from '../registry.ts'

export type PaperArg = { ok: true; found: FoundPaper; isStored: boolean } | { ok: false; reply: Reply }

/**
 * The paper that a command's arguments name, or the reply that explains why there is none.
 * @param name the command's name, for an example of what to type
 */
export async function readPaperArg(
  args: string,
  name: string,
  find: (id: string) => Promise<LookUpResult>,
): Promise<PaperArg> {
  const id = onlyPaperIdIn(args)
  if (id === undefined) return { ok: false, reply: args ? noPaper(args, name) : whichPaper(name) }
  const result = await find(id)
  if (result.kind === 'found') return { ok: true, found: result.found, isStored: result.listed }
  return { ok: false, reply: notFound(id, result) }
}

const whichPaper = (name: string): Reply =>
  ephemeralReply(['Which paper? Add its arXiv id or a link: ', command(`${name} 1706.03762`)])

/** How many papers to choose from. */
const MAX_NAMED = 5
const LABEL_LENGTH = 40

function noPaper(args: string, name: string): Reply {
  const ids = paperIdsIn(args, MAX_NAMED)
  if (ids.length > 1) {
    return {
      ...ephemeralReply('Which of these papers?'),
      actions: ids.map(id => ({ label: id, command: `${name} ${id}` })),
    }
  }
  // `show schedule` asks for what that command shows.
  const meant = findTypedCommand(args.toLowerCase())
  if (meant) return ephemeralReply([bold(args), ' isn’t a paper. Did you mean ', command(meant.name), '?'])
  return {
    ...ephemeralReply([
      bold(args),
      ' isn’t an arXiv id or a link to a paper on arXiv, Hugging Face, alphaXiv or doi.org. Search for it instead?',
    ]),
    actions: [{ label: `Search for “${shorten(args, LABEL_LENGTH)}”`, command: `search ${args}` }],
  }
}

function notFound(id: string, result: Exclude<LookUpResult, { kind: 'found' }>): Reply {
  if (result.kind === 'unknown') {
    return ephemeralReply(['No paper ', bold(id), ' on Hugging Face or arXiv. Check the number.'])
  }
  if (result.kind === 'limited') {
    return ephemeralReply([
      bold(id),
      ` isn’t stored here, and too many papers were looked up in the last few minutes. Try again ${waitText(result.waitMs)}.`,
    ])
  }
  return ephemeralReply([
    bold(id),
    ` isn’t stored here and couldn’t be looked up: ${result.reason}. Try again in a minute.`,
  ])
}
