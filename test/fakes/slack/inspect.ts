import { type Finding, loadValidators } from '../validators.ts'

/** Reads and judges what the bot sends, by Slack's rules where they are at hand. */
export interface Inspector {
  /** All errors found, with the method or `response_url` that they were found in. */
  findings: (Finding & { method: string })[]
  /** The decoded arguments of a Web API call, and the answer that refuses it. */
  call(method: string, contentType: string | undefined, rawBody: string): Inspected
  responseUrl(rawBody: string): Inspected
}

export interface Inspected {
  args: Record<string, unknown>
  refusal?: { ok: false; error: string; response_metadata: { messages: string[] } }
}

const JSON_FIELDS = ['blocks', 'metadata', 'attachments', 'view']

/** As much decoding as our own calls need. */
function decodeForm(rawBody: string): Record<string, unknown> {
  const entries = [...new URLSearchParams(rawBody)]
  return Object.fromEntries(
    entries.map(([name, value]) => [name, JSON_FIELDS.includes(name) ? JSON.parse(value) : value]),
  )
}

let loading: ReturnType<typeof loadValidators> | undefined

/** Slack's rules where they are at hand; loaded once, for that takes a third of a second. */
export async function slackRules() {
  loading ??= loadValidators()
  return (await loading)?.slack
}

export async function createInspector(): Promise<Inspector> {
  const rules = await slackRules()
  const findings: Inspector['findings'] = []

  function evaluate(method: string, args: Record<string, unknown>, found: readonly Finding[]): Inspected {
    const errors = found.filter(({ level }) => level === 'error')
    findings.push(...errors.map(error => ({ ...error, method })))
    const [first] = errors
    if (!first) return { args }
    const messages = errors.map(({ message, where }) => `[ERROR] ${message} [json-pointer:${where}]`)
    return { args, refusal: { ok: false, error: first.code, response_metadata: { messages } } }
  }

  return {
    findings,
    call(method, contentType, rawBody) {
      const { args, findings: found } = rules?.decode(contentType, rawBody) ?? {
        args: decodeForm(rawBody),
        findings: [],
      }
      return evaluate(method, args, [...found, ...(rules?.call(method, args) ?? [])])
    },
    responseUrl(rawBody) {
      const args = JSON.parse(rawBody)
      return evaluate('response_url', args, rules?.responseUrl(args) ?? [])
    },
  }
}
