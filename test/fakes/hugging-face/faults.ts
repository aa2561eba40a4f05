import type { FakeAnswer, Fault as SocketFault } from '../server.ts'

/**
 * `500` and `503html`: the server or a proxy before it is down · `429`: too many requests · `reset`: the connection breaks ·
 * `hang`: no answer · `truncate`: the body ends early · `badjson`: it isn't valid JSON · `drift`: every third paper has
 * other types, the others a new key · `empty`: no papers
 */
export type FaultKind =
  | '500'
  | '503html'
  | '429'
  | 'reset'
  | 'hang'
  | 'truncate'
  | 'badjson'
  | 'drift'
  | 'empty'

export interface Fault {
  kind: FaultKind
  /** How many requests meet it; 1 by default. */
  times?: number
  /** For a 429: the seconds until the next request is allowed; 2 by default. */
  retryAfter?: number
}

/** Replaces or changes an answer by a fault. */
export function answerFault({ kind, retryAfter = 2 }: Fault, answer: FakeAnswer): FakeAnswer | SocketFault {
  switch (kind) {
    case '500':
      return { status: 500, body: { error: 'Internal Error' } }
    case '503html':
      return {
        status: 503,
        body: '<html><body>503 Service Temporarily Unavailable</body></html>',
        headers: { 'content-type': 'text/html' },
      }
    case '429':
      return {
        status: 429,
        body: { error: 'We had to rate limit your IP.' },
        headers: { ratelimit: `"api";r=0;t=${retryAfter}` },
      }
    case 'reset':
    case 'hang':
      return kind
    case 'truncate':
      return {
        body: '[{"paper":{"id":"26',
        headers: { 'content-type': 'application/json', 'content-length': '100000', connection: 'close' },
      }
    case 'badjson':
      return {
        ...answer,
        body: `${JSON.stringify(answer.body).slice(0, -1)},oops`,
        headers: { ...answer.headers, 'content-type': 'application/json' },
      }
    case 'drift':
      return { ...answer, body: Array.isArray(answer.body) ? answer.body.map(drifted) : answer.body }
    case 'empty':
      return { body: [] }
  }
}

const drifted = (item: object, index: number): object =>
  index % 3 === 0
    ? { ...item, paper: { ...('paper' in item && Object(item.paper)), title: 42, upvotes: null } }
    : { ...item, brandNewField: { nested: [1] } }
