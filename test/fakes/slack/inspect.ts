import { type Finding, loadValidators } from '../validators.ts'

/** Decodes what the bot sends, and validates it by Slack's rules if they are available. */
export interface Inspector {
  /** All errors found, with their method or `response_url`. */
  findings: (Finding & { method: string })[]
  /** The decoded arguments of a Web API call, and the error answer if they are invalid. */
  call(method: string, contentType: string | undefined, rawBody: string): Inspected
  responseUrl(rawBody: string): Inspected
}

export interface Inspected {
  args: Record<string, unknown>
  refusal?: { ok: false; error: string; response_metadata: { messages: string[] } }
}

const JSON_FIELDS = ['blocks', 'metadata', 'attachments', 'view']

/** Decodes only what our own calls need. */
function decodeForm(rawBody: string): Record<string, unknown> {
  const entries = [...new URLSearchParams(rawBody)]
  return Object.fromEntries(
    entries.map(([name, value]) => [name, JSON_FIELDS.includes(name) ? JSON.parse(value) : value]),
  )
}

let loading: ReturnType<typeof loadValidators> | undefined

/** Slack's rules if they are available; loaded once, because that takes a third of a second. */
export async function slackRules() {
  loading ??= loadValidators()
  return (await loading)?.slack
}

export async function createInspector(): Promise<Inspector> {
  const rules = await slackRules()
  const findings: Inspector['findings'] = []

  function validate(method: string, args: Record<string, unknown>, found: readonly Finding[]): Inspected {
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
      return validate(method, args, [...found, ...(rules?.call(method, args) ?? [])])
    },
    responseUrl(rawBody) {
      const args = JSON.parse(rawBody)
      return validate('response_url', args, rules?.responseUrl(args) ?? [])
    },
  }
}
