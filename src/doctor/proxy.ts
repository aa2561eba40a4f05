import { type Finding, fault, ok } from './check.ts'

/** How a proxy answers when it is asked for a connection. */
export type ProxyAnswer =
  | { kind: 'open' }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'silent' }
  | { kind: 'refused'; status: number }

/** A proxy as the settings name it. */
export interface ConfiguredProxy {
  /** What goes through it, in a sentence. */
  text: string
  /** The variable with its address. */
  variable: string
  hasUser: boolean
  /** Where it was asked to connect to, such as `huggingface.co:443`. */
  target: string
}

const WRONG_USER = 407

/** Whether nothing can be reached through it, and not only the one host that it was asked for. */
export const isCutOff = (answer: ProxyAnswer): boolean =>
  answer.kind === 'refused' ? answer.status === WRONG_USER : answer.kind !== 'open'

const CUT_OFF = 'Sources, chats and mail can’t be reached until then, and weren’t checked.'

function problemOf(answer: ProxyAnswer, { variable, hasUser, target }: ConfiguredProxy): string | undefined {
  const check = `Check that it is running, and its address in ${variable}. ${CUT_OFF}`
  switch (answer.kind) {
    case 'open':
      return undefined
    case 'unreachable':
      return `It can’t be reached (${answer.reason}). ${check}`
    case 'silent':
      return `It takes connections and doesn’t answer. ${check}`
    case 'refused':
      if (answer.status !== WRONG_USER) {
        return `It refuses connections to ${target} (${answer.status}). Have it allow them; a host that is reached without it belongs in NO_PROXY.`
      }
      return hasUser
        ? `It refuses the user name or the password in ${variable} (407). ${CUT_OFF}`
        : `It wants a user name and a password (407): write ${variable}=http://USER:PASSWORD@HOST:PORT. ${CUT_OFF}`
  }
}

/** Whether the proxy lets us through. */
export function checkProxy(proxy: ConfiguredProxy, answer: ProxyAnswer): Finding {
  const problem = problemOf(answer, proxy)
  return problem === undefined ? ok('proxy', proxy.text) : fault('proxy', `${proxy.text} ${problem}`)
}
