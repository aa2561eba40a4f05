import { type Passing, startFakeServer } from '../server.ts'
import { buttonsIn } from './buttons.ts'
import { createFaults, type Faults } from './faults.ts'
import { formState } from './form-state.ts'
import { createInspector, type Inspector } from './inspect.ts'
import {
  type Control,
  clickPayload,
  commandPayload,
  eventPayload,
  homePayload,
  messageShortcutPayload,
  newTriggerId,
  type Sender,
  type ShownView,
  shortcutPayload,
  submissionPayload,
  suggestionPayload,
  viewClickPayload,
} from './payloads.ts'
import { type CommandResponse, createResponseUrls } from './response-urls.ts'
import { postSigned } from './signed-request.ts'
import { type Ack, createSockets, type Sockets } from './sockets.ts'
import { createTenants, type Tenant, type Tenants } from './tenants.ts'
import type { SharedFile } from './uploads.ts'
import { createViews, type OpenedView } from './views.ts'
import { type Call, createWebApi, type Posted } from './web-api.ts'
import { WORKSPACE, type Workspace } from './workspace.ts'

export interface SendOptions extends Sender {
  /** Where it is sent from, of those that installed the app. */
  tenant?: Tenant
  /** The bot's URL for HTTP mode; without one, Socket Mode. */
  to?: string
  /** How often the same request is sent (1). */
  copies?: number
  /** Changes the payload before it is sent. */
  alter?: (payload: object) => object
  /** HTTP mode: a secret other than the workspace's. */
  secret?: string
  /** HTTP mode: when it was signed, ms UTC (now). */
  signedAt?: number
}

/** A request that was sent to the bot. */
export interface SentRequest {
  triggerId: string
  /** HTTP mode: the statuses of the bot's answers, one per copy. */
  statuses: number[]
  /** The next acknowledgement, with its payload. */
  acked(): Promise<Ack>
  /** The next answer at the response_url. */
  answer(): Promise<CommandResponse>
}

export interface FakeSlack extends Pick<Faults, 'fail'>, Pick<Inspector, 'findings'> {
  /** For SLACK_API_URL. */
  apiUrl: string
  workspace: Workspace
  /** Slack's side of installing the app. */
  tenants: Tenants
  /** Messages with one workspace's token to another's channel. */
  mixUps: readonly string[]
  sockets: Sockets
  calls: readonly Call[]
  posts: readonly Posted[]
  /** Messages that only one person sees. */
  ephemerals: readonly Posted[]
  responses: readonly CommandResponse[]
  /** Files that the bot shared. */
  files: readonly SharedFile[]
  /** Each `next…` returns the first matching item that no earlier call returned, or waits for one. */
  nextCall(fits?: (call: Call) => boolean): Promise<Call>
  nextPost(fits?: (post: Posted) => boolean): Promise<Posted>
  nextEphemeral(fits?: (post: Posted) => boolean): Promise<Posted>
  nextResponse(fits?: (response: CommandResponse) => boolean): Promise<CommandResponse>
  /** The next view that the bot opens, pushes, updates or publishes. */
  nextView(fits?: (view: OpenedView) => boolean): Promise<OpenedView>
  /** Someone types `/papers <text>`. In Socket Mode it waits until the bot is connected. */
  sendCommand(text: string, options?: SendOptions): Promise<SentRequest>
  /** Someone clicks a button of a message or picks an option of its menu, given by its label or as a Control. */
  clickButton(
    message: { blocks: unknown[]; ts?: string; threadTs?: string | undefined },
    control: string | Control,
    options?: SendOptions,
  ): Promise<SentRequest>
  /** The same in a view. */
  clickInView(view: ShownView, control: string | Control, options?: SendOptions): Promise<SentRequest>
  /** Someone submits a form. @param filled the fields that they filled in, by block id */
  submitView(
    view: ShownView,
    filled: Readonly<Record<string, string | readonly string[]>>,
    options?: SendOptions,
  ): Promise<SentRequest>
  /** Someone types into a field with suggestions, which are in the acknowledgement. */
  suggest(view: ShownView, actionId: string, typed: string, options?: SendOptions): Promise<SentRequest>
  useShortcut(callbackId: string, options?: SendOptions): Promise<SentRequest>
  useMessageShortcut(callbackId: string, text: string, options?: SendOptions): Promise<SentRequest>
  /** Someone opens a tab of the app's page. */
  openHome(tab?: string, options?: SendOptions): Promise<SentRequest>
  /** Slack sends an event. */
  sendEvent(event: object, options?: SendOptions): Promise<SentRequest>
  /** Throws if the bot sent anything that Slack would reject. */
  assertClean(): void
  close(): Promise<void>
}

/**
 * A fake Slack workspace: Web API, Socket Mode, HTTP mode and response_urls. It runs in the test's process; the bot runs in
 * the same process or in a child, with SLACK_API_URL = `slack.apiUrl`, SLACK_BOT_TOKEN =
 * `slack.workspace.botToken` and SLACK_APP_TOKEN = `slack.workspace.appToken`:
 *
 *     const slack = await startSlack()
 *     const command = await slack.sendCommand('subscribe agents')
 *     (await command.answer()).text       // what the bot answered, its visibility and its blocks
 *     const post = await slack.nextPost() // the first chat.postMessage that arrived; slack.posts has them all
 *     slack.fail('chat.postMessage', { status: 429, retryAfter: 1 })
 *     slack.assertClean()
 *     await slack.close()
 *
 * In HTTP mode give the bot `slack.workspace.signingSecret` instead of the app token, and send with `{ to: url }`.
 */
export async function startSlack(options: Partial<Workspace> = {}, passing?: Passing): Promise<FakeSlack> {
  const workspace: Workspace = { ...WORKSPACE, ...options }
  const faults = createFaults()
  const tenants = createTenants(workspace)
  const inspector = await createInspector()
  const baseUrl = (): string => fake.url
  const urls = createResponseUrls({ faults, inspector, baseUrl, teamId: workspace.teamId })
  const triggers = new Set<string>()
  const views = createViews(triggerId => triggers.has(String(triggerId)))
  const api = createWebApi({
    workspace,
    faults,
    inspector,
    views,
    tenants,
    baseUrl,
    socketUrl: () => sockets.createUrl(),
  })
  const fake = await startFakeServer(
    request =>
      request.url.pathname.startsWith('/commands/')
        ? urls.answer(request)
        : (api.upload(request) ?? api.answer(request)),
    passing,
  )
  const sockets = createSockets(fake.server, { baseUrl, appId: workspace.appId })

  const workspaceFor = (tenant: Tenant | undefined): Workspace => ({ ...workspace, ...tenant })

  type Kind = 'slash_commands' | 'interactive' | 'events_api'

  /** HTTP mode sends forms, but JSON for events. */
  function bodyOf(kind: Kind, payload: object): { body: string; json: boolean } {
    if (kind === 'events_api') return { body: JSON.stringify(payload), json: true }
    const fields =
      kind === 'interactive'
        ? { payload: JSON.stringify(payload) }
        : Object.fromEntries(Object.entries(payload))
    return { body: String(new URLSearchParams(fields)), json: false }
  }

  async function sendBy(
    kind: Kind,
    {
      to,
      copies = 1,
      secret = workspace.signingSecret,
      signedAt,
      tenant,
      alter = payload => payload,
    }: SendOptions,
    makePayload: (request: { workspace: Workspace; triggerId: string; responseUrl: string }) => object,
  ): Promise<SentRequest> {
    const triggerId = newTriggerId()
    triggers.add(triggerId)
    const payload = alter(
      makePayload({ workspace: workspaceFor(tenant), triggerId, responseUrl: urls.create(triggerId) }),
    )
    const statuses: number[] = []
    const bodies: string[] = []
    let envelopeId = ''
    if (to) {
      const { body, json } = bodyOf(kind, payload)
      for (let copy = 0; copy < copies; copy++) {
        const answer = await postSigned(to, body, { secret, at: signedAt, json })
        statuses.push(answer.status)
        bodies.push(await answer.text())
      }
    } else envelopeId = await sockets.send(kind, payload, copies)
    return {
      triggerId,
      statuses,
      async acked() {
        if (!to) return sockets.acks.next(ack => ack.envelopeId === envelopeId)
        const text = bodies.shift()
        return { envelopeId, payload: text ? JSON.parse(text) : {} }
      },
      answer: () => urls.responses.next(response => response.triggerId === triggerId),
    }
  }

  function controlIn(blocks: readonly unknown[], wanted: string | Control): Control {
    if (typeof wanted !== 'string') return wanted
    const control = buttonsIn(blocks).find(({ text }) => text === wanted)
    if (!control) throw new Error(`there is no button or option "${wanted}"`)
    return control
  }

  return {
    apiUrl: `${fake.url}/api/`,
    workspace,
    tenants,
    mixUps: api.mixUps,
    sockets,
    fail: faults.fail,
    findings: inspector.findings,
    calls: api.calls.all,
    posts: api.posts.all,
    ephemerals: api.ephemerals.all,
    files: api.files.all,
    responses: urls.responses.all,
    nextCall: api.calls.next,
    nextPost: api.posts.next,
    nextEphemeral: api.ephemerals.next,
    nextResponse: urls.responses.next,
    nextView: views.shown.next,
    sendCommand: (text, sender = {}) =>
      sendBy('slash_commands', sender, request => commandPayload(text, { ...sender, ...request })),
    async clickButton({ blocks, ts: messageTs = '1790000000.000100', threadTs }, wanted, sender = {}) {
      const control = controlIn(blocks, wanted)
      return sendBy('interactive', sender, request =>
        clickPayload(control, { ...sender, ...request, messageTs, threadTs }),
      )
    },
    async clickInView(view, wanted, sender = {}) {
      const control = controlIn(view.blocks, wanted)
      return sendBy('interactive', sender, request =>
        viewClickPayload(control, { ...sender, ...request, view }),
      )
    },
    submitView: (view, filled, sender = {}) =>
      sendBy('interactive', sender, request =>
        submissionPayload(formState(view, filled), { ...sender, ...request, view }),
      ),
    suggest: (view, actionId, typed, sender = {}) =>
      sendBy('interactive', sender, request =>
        suggestionPayload(actionId, typed, { ...sender, ...request, view }),
      ),
    useShortcut: (callbackId, sender = {}) =>
      sendBy('interactive', sender, request => shortcutPayload(callbackId, { ...sender, ...request })),
    useMessageShortcut: (callbackId, text, sender = {}) =>
      sendBy('interactive', sender, request =>
        messageShortcutPayload(callbackId, text, { ...sender, ...request }),
      ),
    openHome: (tab = 'home', sender = {}) =>
      sendBy('events_api', sender, request => homePayload({ ...sender, ...request }, request.triggerId, tab)),
    sendEvent: (event, sender = {}) =>
      sendBy('events_api', sender, request => eventPayload(request.workspace, request.triggerId, event)),
    assertClean() {
      if (api.mixUps.length > 0) throw new Error(`the wrong token: ${api.mixUps.join('; ')}`)
      if (inspector.findings.length === 0) return
      throw new Error(`Slack would refuse what was sent: ${JSON.stringify(inspector.findings, undefined, 2)}`)
    },
    async close() {
      sockets.cut()
      await fake.close()
    },
  }
}
