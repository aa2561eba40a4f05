import { MessageFlags } from 'discord.js'
import type { Reply } from '../../src/commands/reply.ts'
import { renderReply } from './render-reply.ts'
import type { Asking } from './requests.ts'

/** The reply, or undefined where it takes longer. */
async function within(replying: Promise<Reply>, ms: number): Promise<Reply | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([replying, timeout])
  } finally {
    clearTimeout(timer)
  }
}

const bodyOf = (reply: Reply) => ({
  components: renderReply(reply).components,
  allowedMentions: { parse: [] },
})

const flagsOf = ({ audience }: Reply) =>
  audience === 'asker'
    ? ([MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const)
    : ([MessageFlags.IsComponentsV2] as const)

/**
 * Answers an interaction: at once where the reply comes soon, else by "is thinking …" first, for Discord waits 3 s. Who sees
 * the thinking is who will probably see the reply; where that was wrong, it is taken back and the reply comes on its own.
 * @param options.deferAfterMs how long a reply may take to count as soon
 */
export function createAnswer({ deferAfterMs }: { deferAfterMs: number }) {
  return async (asking: Asking, replying: Promise<Reply>, expected: Reply['audience']): Promise<void> => {
    const soon = await within(replying, deferAfterMs)
    if (soon) return void (await asking.reply({ ...bodyOf(soon), flags: flagsOf(soon) }))
    await asking.deferReply(expected === 'asker' ? { flags: MessageFlags.Ephemeral } : {})
    const reply = await replying
    if (reply.audience === expected) {
      return void (await asking.editReply({ ...bodyOf(reply), flags: MessageFlags.IsComponentsV2 }))
    }
    await asking.deleteReply()
    await asking.followUp({ ...bodyOf(reply), flags: flagsOf(reply) })
  }
}
