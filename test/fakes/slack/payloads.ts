import { randomUUID } from 'node:crypto'
import { CHANNEL, PERSON, type Workspace } from './workspace.ts'

/** Payloads as Slack sends them. */

export interface Sender {
  channel?: string
  user?: { id: string; name: string }
}

interface PayloadOptions extends Sender {
  workspace: Workspace
  triggerId: string
  responseUrl: string
}

/** Form fields in HTTP mode, JSON in Socket Mode. */
export function commandPayload(text: string, options: PayloadOptions): Record<string, string> {
  const { workspace, channel = CHANNEL, user = PERSON, triggerId, responseUrl } = options
  return {
    token: 'legacy-verification-token',
    team_id: workspace.teamId,
    team_domain: 'made-up',
    channel_id: channel,
    channel_name: 'papers',
    user_id: user.id,
    user_name: user.name,
    command: '/papers',
    text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  }
}

/** A button, a menu option or a text field. */
export interface Control {
  action_id: string
  value: string
  text: string
  type?: 'button' | 'static_select' | 'plain_text_input'
  block_id?: string
}

/** A view that the bot opened, updated or published. */
export interface ShownView {
  id: string
  type: string
  callback_id?: string
  private_metadata?: string
  app_installed_team_id?: string
  blocks: unknown[]
}

/** The common fields of interactions. */
function interactionPayload(options: Omit<PayloadOptions, 'responseUrl'>) {
  const { workspace, user = PERSON, triggerId } = options
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.teamId },
    api_app_id: workspace.appId,
    token: 'legacy-verification-token',
    trigger_id: triggerId,
    team: { id: workspace.teamId, domain: 'made-up' },
    enterprise: null,
    is_enterprise_install: false,
  }
}

const viewJson = (view: ShownView, values: object = {}) => ({
  private_metadata: '',
  callback_id: '',
  ...view,
  state: { values },
  hash: '1790000000.aBcDeF',
  root_view_id: view.id,
})

function actionJson({ action_id, value, text, type = 'button', block_id = 'b1' }: Control) {
  const action = { action_id, block_id, type, action_ts: '1790000000.000100' }
  if (type === 'plain_text_input') return { ...action, value }
  const label = { type: 'plain_text', text, emoji: false }
  return type === 'button'
    ? { ...action, text: label, value }
    : { ...action, selected_option: { text: label, value }, placeholder: label }
}

/** A click in a message. */
export function clickPayload(
  control: Control,
  options: PayloadOptions & { messageTs: string; threadTs?: string | undefined },
) {
  const { channel = CHANNEL, responseUrl, messageTs, threadTs } = options
  return {
    type: 'block_actions',
    ...interactionPayload(options),
    container: {
      type: 'message',
      message_ts: messageTs,
      channel_id: channel,
      is_ephemeral: false,
      ...(threadTs && { thread_ts: threadTs }),
    },
    channel: { id: channel, name: 'papers' },
    message: { type: 'message', ts: messageTs, text: '', blocks: [] },
    state: { values: {} },
    response_url: responseUrl,
    actions: [actionJson(control)],
  }
}

/** A click in a view, without channel and response_url. */
export const viewClickPayload = (
  control: Control,
  options: Omit<PayloadOptions, 'responseUrl'> & { view: ShownView },
) => ({
  type: 'block_actions',
  ...interactionPayload(options),
  container: { type: 'view', view_id: options.view.id },
  view: viewJson(options.view),
  actions: [actionJson(control)],
})

/** A submitted form. @param values the state of its fields by block id */
export const submissionPayload = (
  values: object,
  options: Omit<PayloadOptions, 'responseUrl'> & { view: ShownView },
) => ({
  type: 'view_submission',
  ...interactionPayload(options),
  response_urls: [],
  view: viewJson(options.view, values),
})

export const shortcutPayload = (callbackId: string, options: Omit<PayloadOptions, 'responseUrl'>) => ({
  type: 'shortcut',
  callback_id: callbackId,
  action_ts: '1790000000.000100',
  ...interactionPayload(options),
})

export function messageShortcutPayload(callbackId: string, text: string, options: PayloadOptions) {
  const { channel = CHANNEL, user = PERSON, responseUrl } = options
  return {
    type: 'message_action',
    callback_id: callbackId,
    action_ts: '1790000000.000100',
    ...interactionPayload(options),
    channel: { id: channel, name: 'papers' },
    message_ts: '1790000000.000200',
    message: { type: 'message', user: user.id, ts: '1790000000.000200', text },
    response_url: responseUrl,
  }
}

/** The request for suggestions while someone types into a field. */
export const suggestionPayload = (
  actionId: string,
  typed: string,
  options: Omit<PayloadOptions, 'responseUrl'> & { view: ShownView },
) => {
  const { trigger_id: _, ...rest } = interactionPayload(options)
  return {
    type: 'block_suggestion',
    ...rest,
    action_id: actionId,
    block_id: 'zone',
    value: typed,
    container: { type: 'view', view_id: options.view.id },
    view: viewJson(options.view),
  }
}

/** An event of the Events API. */
export const eventPayload = (workspace: Workspace, eventId: string, event: object) => ({
  token: 'legacy-verification-token',
  team_id: workspace.teamId,
  api_app_id: workspace.appId,
  type: 'event_callback',
  event_id: eventId,
  event_time: 1_790_000_000,
  authorizations: [],
  event: { event_ts: '1790000000.000100', ...event },
})

/** Someone opened the app's page. */
export const homePayload = (
  { workspace, user = PERSON }: Sender & { workspace: Workspace },
  eventId: string,
  tab: string,
) =>
  eventPayload(workspace, eventId, {
    type: 'app_home_opened',
    user: user.id,
    channel: 'D0HOME0001',
    tab,
  })

export const newTriggerId = (): string => `9871963943.3485157640.${randomUUID().replaceAll('-', '')}`
