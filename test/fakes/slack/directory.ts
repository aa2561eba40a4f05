import type { Conversation, Workspace } from './workspace.ts'

type Arguments = Record<string, unknown>
type Method = { token: 'bot'; run: (args: Arguments) => Arguments }

/** Members on a page, fewer than Slack's, so that tests turn pages. */
const PAGE = 2

const refuse = (error: string): Arguments => ({ ok: false, error })

const scopeOf = ({ is_im, is_mpim, is_private }: Conversation): string => {
  if (is_im) return 'im:read'
  if (is_mpim) return 'mpim:read'
  return is_private ? 'groups:read' : 'channels:read'
}

/** The methods that tell about channels and people, each with the scope that it needs. */
export function createDirectory({
  conversations = {},
  people = {},
  scopes,
}: Workspace): Record<string, Method> {
  const about = (answer: (found: Conversation, args: Arguments) => Arguments): Method => ({
    token: 'bot',
    run(args) {
      const found = conversations[String(args.channel)]
      if (!found) return refuse('channel_not_found')
      return scopes.includes(scopeOf(found)) ? answer(found, args) : refuse('missing_scope')
    },
  })
  return {
    'conversations.info': about(({ members: _, ...channel }, { channel: id }) => ({
      ok: true,
      channel: { id, is_private: false, ...channel },
    })),
    'conversations.members': about(({ members = [] }, { cursor }) => {
      const start = Number(cursor ?? 0)
      const next = start + PAGE < members.length ? String(start + PAGE) : ''
      return {
        ok: true,
        members: members.slice(start, start + PAGE),
        response_metadata: { next_cursor: next },
      }
    }),
    'users.info': {
      token: 'bot',
      run({ user }) {
        if (!scopes.includes('users:read')) return refuse('missing_scope')
        const found = people[String(user)]
        return found ? { ok: true, user: { id: user, ...found } } : refuse('user_not_found')
      },
    },
  }
}
