/** Where a bot can be killed: as the platforms see it, and as its outbox does. */

const REQUESTS = {
  slack: { post: /^POST \/api\/chat\.postMessage$/, look: /^POST \/api\/conversations\.(history|replies)$/ },
  discord: {
    post: /^POST \/api\/v\d+\/channels\/\d+\/messages$/,
    thread: /^POST \/api\/v\d+\/channels\/\d+\/messages\/\d+\/threads$/,
    look: /^GET \/api\/v\d+\/channels\/\d+\/messages$/,
  },
} as const

/** A request has come, has been done, or its answer has left. */
const STAGES = ['received', 'recorded', 'answered'] as const
type Stage = (typeof STAGES)[number]

/** Statements that move a delivery on, by how they begin or what they hold. */
const STATEMENTS = {
  plan: /^insert into "deliveries"/,
  claim: /^update "deliveries" set "lease" = /,
  begin: /^update "deliveries" set .*"attempts" = "attempts"/,
  posted: /^update "deliveries" set "message_ids" = /,
  settle: /^update "deliveries" set "state" = .* returning "channel"/,
} as const

/** `ran` is before its transaction is committed, which `begin` has none of. `any` is every statement of all. */
export const OUTBOX_POINTS = [
  ...Object.keys(STATEMENTS).flatMap(name =>
    name === 'begin' ? [`${name} committed`] : [`${name} ran`, `${name} committed`],
  ),
  'any ran',
]

export const PLATFORM_POINTS = Object.entries(REQUESTS).flatMap(([platform, requests]) =>
  Object.keys(requests).flatMap(what => STAGES.map(stage => `${platform} ${what} ${stage}`)),
)

/** The name of a point at a platform, such as `slack post recorded`. */
export function pointOfRequest(
  platform: 'slack' | 'discord',
  stage: Stage,
  { method, url }: { method: string; url: URL },
): string | undefined {
  const request = `${method} ${url.pathname}`
  const what = Object.entries(REQUESTS[platform]).find(([, pattern]) => pattern.test(request))?.[0]
  return what && `${platform} ${what} ${stage}`
}

/** The statement that a text of SQL is, such as `settle`. */
export const statementOf = (sql: string): string | undefined =>
  Object.entries(STATEMENTS).find(([, pattern]) => pattern.test(sql))?.[0]
