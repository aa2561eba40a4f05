/** The points where a bot can be killed: at requests to the platforms, and at statements of its outbox. */

const REQUESTS = {
  slack: { post: /^POST \/api\/chat\.postMessage$/, look: /^POST \/api\/conversations\.(history|replies)$/ },
  discord: {
    post: /^POST \/api\/v\d+\/channels\/\d+\/messages$/,
    thread: /^POST \/api\/v\d+\/channels\/\d+\/messages\/\d+\/threads$/,
    look: /^GET \/api\/v\d+\/channels\/\d+\/messages$/,
  },
  webhook: { post: /^POST \/hook\/\w+$/ },
  // A mail is no request, but has the same stages.
  email: { post: /^DATA \/$/ },
} as const

/** A request was received, was carried out, or its answer was sent. */
const STAGES = ['received', 'recorded', 'answered'] as const
type Stage = (typeof STAGES)[number]

/** The statements that change the state of a delivery. */
const STATEMENTS = {
  plan: /^insert into "deliveries"/,
  claim: /^update "deliveries" set "lease" = /,
  begin: /^update "deliveries" set .*"attempts" = "attempts"/,
  posted: /^update "deliveries" set "message_ids" = /,
  settle: /^update "deliveries" set "state" = .* returning "channel"/,
} as const

/** `ran` is before the transaction's commit; `begin` has no transaction. `any` is every statement. */
export const OUTBOX_POINTS = [
  ...Object.keys(STATEMENTS).flatMap(name =>
    name === 'begin' ? [`${name} committed`] : [`${name} ran`, `${name} committed`],
  ),
  'any ran',
]

export const PLATFORM_POINTS = Object.entries(REQUESTS).flatMap(([platform, requests]) =>
  Object.keys(requests).flatMap(what => STAGES.map(stage => `${platform} ${what} ${stage}`)),
)

/** The name of a request's point, for example `slack post recorded`. */
export function pointOfRequest(
  platform: keyof typeof REQUESTS,
  stage: Stage,
  { method, url }: { method: string; url: URL },
): string | undefined {
  const request = `${method} ${url.pathname}`
  const what = Object.entries(REQUESTS[platform]).find(([, pattern]) => pattern.test(request))?.[0]
  return what && `${platform} ${what} ${stage}`
}

/** The name of an SQL statement, for example `settle`. */
export const statementOf = (sql: string): string | undefined =>
  Object.entries(STATEMENTS).find(([, pattern]) => pattern.test(sql))?.[0]
