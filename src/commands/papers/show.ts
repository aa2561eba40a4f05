import type { Command, CommandDeps } from '../command.ts'
import { detailsOf } from './details.ts'
import { readPaperArg } from './paper-argument.ts'

export const createShow =
  ({ lookUp }: CommandDeps): Command =>
  async ({ args, mayChange }) => {
    const arg = await readPaperArg(args, 'show', lookUp.findWithCategories)
    return arg.ok ? detailsOf(arg.found, { kept: arg.kept, mayChange }) : arg.reply
  }
