import type { Posted } from './web-api.ts'
import type { Workspace } from './workspace.ts'

type Arguments = Record<string, unknown>
const refuse = (error: string): Arguments => ({ ok: false, error })

/** `conversations.history` and `conversations.replies`, for tokens with a scope `…:history`. */
export function createHistory(options: {
  workspace: Workspace
  posts: readonly Posted[]
  isVisible: (channel: unknown) => boolean
}): Record<string, { token: 'bot'; run: (args: Arguments) => Arguments }> {
  const { workspace, posts, isVisible } = options

  /** With metadata only if requested. The cursor is an index. */
  function page(messages: readonly Posted[], args: Arguments): Arguments {
    const from = Number(args.cursor || 0)
    const end = from + Number(args.limit || 100)
    const withMetadata = String(args.include_all_metadata) === 'true'
    return {
      ok: true,
      messages: messages.slice(from, end).map(({ ts, text, threadTs, args: { metadata } }) => ({
        type: 'message',
        ts,
        text,
        bot_id: workspace.botId,
        ...(threadTs && { thread_ts: threadTs }),
        ...(withMetadata && metadata !== undefined && { metadata }),
      })),
      has_more: end < messages.length,
      response_metadata: { next_cursor: end < messages.length ? String(end) : '' },
    }
  }

  const readMethod = (list: (args: Arguments) => readonly Posted[]) => ({
    token: 'bot' as const,
    run(args: Arguments): Arguments {
      if (!workspace.scopes.some(scope => scope.endsWith(':history'))) return refuse('missing_scope')
      if (!isVisible(args.channel)) return refuse('channel_not_found')
      return page(list(args), args)
    },
  })

  return {
    'conversations.history': readMethod(({ channel }) =>
      posts.filter(post => post.channel === channel && !post.threadTs).toReversed(),
    ),
    'conversations.replies': readMethod(({ channel, ts }) =>
      posts.filter(post => post.channel === channel && (post.ts === ts || post.threadTs === ts)),
    ),
  }
}
