import type { FakeAnswer, FakeRequest } from '../server.ts'
import { type Finding, loadValidators } from '../validators.ts'

/** Validates what the bot sends by Discord's rules, when they are available. */
export interface Inspector {
  /** All errors found, each with its request. */
  findings: (Finding & { request: string })[]
  /** @returns Discord's error answer; undefined when the request is valid */
  rejectionOf(request: FakeRequest, body: unknown, files?: string[]): FakeAnswer | undefined
}

type Tree = { [key: string]: Tree | { code: string; message: string }[] }

/** Errors as Discord nests them: `components[0].content` → `{ components: { 0: { content: { _errors: […] } } } }`. */
function nested(findings: readonly Finding[]): Tree {
  const tree: Tree = {}
  for (const { code, message, where } of findings) {
    let node = tree
    for (const step of where.split(/[.[\]]+/).filter(Boolean)) {
      const next = node[step]
      const child: Tree = next && !Array.isArray(next) ? next : {}
      node[step] = child
      node = child
    }
    const errors = node._errors
    node._errors = [...(Array.isArray(errors) ? errors : []), { code, message }]
  }
  return tree
}

/** Shared by all servers of a process, because compiling the rules is slow. */
let loading: ReturnType<typeof loadValidators> | undefined

export async function createInspector(): Promise<Inspector> {
  loading ??= loadValidators()
  const rules = (await loading)?.discord
  const findings: Inspector['findings'] = []
  return {
    findings,
    rejectionOf({ method, url, headers }, body, files = []) {
      const found = rules?.request({ method, path: url.pathname, headers, body, files }) ?? []
      const errors = found.filter(({ level }) => level === 'error')
      findings.push(...errors.map(error => ({ ...error, request: `${method} ${url.pathname}` })))
      if (errors.length === 0) return undefined
      const top = errors.find(({ code }) => /^\d+$/.test(code) && code !== '50035')
      if (top) return { status: 400, body: { message: top.message, code: Number(top.code) } }
      return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: nested(errors) } }
    },
  }
}
