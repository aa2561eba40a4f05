import { startFakeServer } from '../server.ts'
import { buttonsIn } from './buttons.ts'
import { createFaults, type Faults } from './faults.ts'
import { createInspector, type Inspector } from './inspect.ts'
import { type Asker, type Button, clickPayload, commandPayload, newTriggerId } from './payloads.ts'
import { type Answered, createResponseUrls } from './response-urls.ts'
import { postSigned } from './signed.ts'
import { type Ack, createSockets, type Sockets } from './sockets.ts'
import { type Call, createWebApi, type Posted } from './web-api.ts'
import { WORKSPACE, type Workspace } from './workspace.ts'

export interface SendOptions extends Asker {
  /** The bot's URL for HTTP mode; without one, Socket Mode. */
  to?: string
  /** How often the same request is sent (1). */
  copies?: number
  /** HTTP mode: another secret than the workspace's. */
  secret?: string
  /** HTTP mode: when it was signed, ms UTC; now. */
  signedAt?: number
}

/** A command or a click on its way to the bot. */
export interface Sent {
  triggerId: string
  /** HTTP mode: the statuses of the bot's answers, one per copy. */
  statuses: number[]
  /** Socket Mode: the next acknowledgement. */
  acked(): Promise<Ack>
  /** The next answer by the response_url. */
  answer(): Promise<Answered>
}

export interface FakeSlack extends Pick<Faults, 'fail'>, Pick<Inspector, 'findings'> {
  /** What the bot wants as SLACK_API_URL. */
  apiUrl: string
  workspace: Workspace
  sockets: Sockets
  calls: readonly Call[]
  posts: readonly Posted[]
  responses: readonly Answered[]
  /** Each `next…` gives out an item once, the first that fits, be it there already or still to come. */
  nextCall(fits?: (call: Call) => boolean): Promise<Call>
  nextPost(fits?: (post: Posted) => boolean): Promise<Posted>
  nextEphemeral(fits?: (post: Posted) => boolean): Promise<Posted>
  nextResponse(fits?: (response: Answered) => boolean): Promise<Answered>
  /** Someone types `/papers <text>`. In Socket Mode waits until the bot is connected. */
  sendCommand(text: string, options?: SendOptions): Promise<Sent>
  /** Someone clicks a button of a message, known by its label or given whole. */
  clickButton(
    message: { blocks: unknown[]; ts?: string },
    button: string | Button,
    options?: SendOptions,
  ): Promise<Sent>
  /** Throws where Slack would have found a fault in anything that the bot sent. */
  assertClean(): void
  close(): Promise<void>
}

/**
 * A Slack workspace on this machine: Web API, Socket Mode and HTTP mode, response_urls. All of it lives in the test's
 * process; the bot may run in the same one or in a child, with SLACK_API_URL = `slack.apiUrl`, SLACK_BOT_TOKEN =
 * `slack.workspace.botToken` and SLACK_APP_TOKEN = `slack.workspace.appToken`:
 *
 *     const slack = await startSlack()
 *     const command = await slack.sendCommand('subscribe agents')
 *     (await command.answer()).text       // what the bot answered, its audience and its blocks
 *     const post = await slack.nextPost() // the first chat.postMessage that arrived; slack.posts has them all
 *     slack.fail('chat.postMessage', { status: 429, retryAfter: 1 })
 *     slack.assertClean()
 *     await slack.close()
 *
 * In HTTP mode give the bot `slack.workspace.signingSecret` in place of the app token, and send with `{ to: url }`.
 */
export async function startSlack(options: Partial<Workspace> = {}): Promise<FakeSlack> {
  const workspace: Workspace = { ...WORKSPACE, ...options }
  const faults = createFaults()
  const inspector = await createInspector()
  const baseUrl = (): string => fake.url
  const urls = createResponseUrls({ faults, inspector, baseUrl, teamId: workspace.teamId })
  const api = createWebApi({ workspace, faults, inspector, socketUrl: () => sockets.createUrl() })
  const fake = await startFakeServer(request =>
    request.url.pathname.startsWith('/commands/') ? urls.answer(request) : api.answer(request),
  )
  const sockets = createSockets(fake.server, { baseUrl, appId: workspace.appId })

  async function send(
    triggerId: string,
    type: 'slash_commands' | 'interactive',
    payload: object,
    { to, copies = 1, secret = workspace.signingSecret, signedAt }: SendOptions,
  ): Promise<Sent> {
    const statuses: number[] = []
    let envelopeId: string | undefined
    if (to) {
      const fields =
        type === 'interactive'
          ? { payload: JSON.stringify(payload) }
          : Object.fromEntries(Object.entries(payload))
      const body = String(new URLSearchParams(fields))
      for (let copy = 0; copy < copies; copy++) {
        statuses.push((await postSigned(to, body, { secret, at: signedAt })).status)
      }
    } else envelopeId = await sockets.send(type, payload, copies)
    return {
      triggerId,
      statuses,
      acked: () => sockets.acks.next(ack => ack.envelopeId === envelopeId),
      answer: () => urls.responses.next(response => response.triggerId === triggerId),
    }
  }

  return {
    apiUrl: `${fake.url}/api/`,
    workspace,
    sockets,
    fail: faults.fail,
    findings: inspector.findings,
    calls: api.calls.all,
    posts: api.posts.all,
    responses: urls.responses.all,
    nextCall: api.calls.next,
    nextPost: api.posts.next,
    nextEphemeral: api.ephemerals.next,
    nextResponse: urls.responses.next,
    async sendCommand(text, sendOptions = {}) {
      const triggerId = newTriggerId()
      const payload = commandPayload(text, {
        ...sendOptions,
        ...{ workspace, triggerId, responseUrl: urls.create(triggerId) },
      })
      return send(triggerId, 'slash_commands', payload, sendOptions)
    },
    async clickButton({ blocks, ts = '1790000000.000100' }, wanted, sendOptions = {}) {
      const triggerId = newTriggerId()
      const button =
        typeof wanted === 'string' ? buttonsIn(blocks).find(({ text }) => text === wanted) : wanted
      if (!button) throw new Error(`the message has no button "${wanted}"`)
      const payload = clickPayload(button, {
        ...sendOptions,
        ...{ workspace, triggerId, responseUrl: urls.create(triggerId), messageTs: ts },
      })
      return send(triggerId, 'interactive', payload, sendOptions)
    },
    assertClean() {
      if (inspector.findings.length === 0) return
      throw new Error(`Slack would refuse what was sent: ${JSON.stringify(inspector.findings, undefined, 2)}`)
    },
    async close() {
      sockets.cut()
      await fake.close()
    },
  }
}
