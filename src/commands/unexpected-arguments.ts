import { type CommandSpec, findTypedCommand } from './registry.ts'

/** Words after a command that don't change its meaning: `post it now`. */
const FILLER =
  /^(?:(?:now|please|it|here|this|the|a|next|all|every|everything|digests?|channel|again)[ ,.!]*)*$/i

/** Whether a command without arguments was given some: `post` with a paper's id would post the digest. */
export const hasUnexpectedArguments = (
  { parameters, hidden, asksFirst }: CommandSpec,
  args: string,
): boolean => parameters.length === 0 && !hidden && asksFirst !== 'form' && !FILLER.test(args)

/** Not within a link. */
const ANOTHER = /(?:^| )\/papers? +([a-z-]+)/gi

/** The name of a second command in the arguments of one, where several were pasted at once. */
export const anotherCommandIn = (args: string): string | undefined =>
  [...args.matchAll(ANOTHER)].map(([, name = '']) => name.toLowerCase()).find(name => findTypedCommand(name))
