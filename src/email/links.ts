import { type ChannelId, channelIdOf, platformOf } from '../channels/channel-id.ts'
import type { Signer } from '../lib/signed-text.ts'
import { EMAIL, type EmailLinks } from '../ports/email-addresses.ts'

/** The name under which the keys that sign links are stored. */
export const LINK_KEYS = 'email link keys'

const DAY_MS = 86_400_000

/** How long links are valid, ms. A newer mail has newer ones, but unsubscribing must work from any mail that somebody finds. */
const VALID_MS = { settings: 180 * DAY_MS, unsubscribe: 3_650 * DAY_MS, less: 180 * DAY_MS } as const

/** What a link does, as in its path. */
export type LinkPurpose = keyof typeof VALID_MS

/** What a link is about, or what is wrong with it. */
export type ReadLink =
  | { ok: true; channel: ChannelId; paperId: string }
  | { ok: false; problem: 'forged' | 'expired' }

const signedFor = (purpose: LinkPurpose): string => `email ${purpose}`

/** @param publicUrl what links begin with, without a slash at its end */
export function createEmailLinks({
  signer,
  publicUrl,
  now,
}: {
  signer: Signer
  publicUrl: () => string
  now: () => number
}): EmailLinks {
  const paper = (paperId: string): string =>
    `${publicUrl()}/papers/${paperId.split('/').map(encodeURIComponent).join('/')}`

  /** Rounded up to the end of a day, so that a mail that is sent again has the same links. */
  function link(purpose: LinkPurpose, text: string): string {
    const until = Math.ceil((now() + VALID_MS[purpose]) / DAY_MS) * DAY_MS
    return `${publicUrl()}/email/${purpose}/${encodeURIComponent(signer.sign(signedFor(purpose), text, until))}`
  }

  return {
    settings: channel => link('settings', channel),
    unsubscribe: channel => link('unsubscribe', channel),
    lessLike: (channel, paperId) => link('less', `${channel} ${paperId}`),
    paper,
    similar: paperId => `${paper(paperId)}#similar`,
  }
}

/** Reads the last part of a link's path. */
export function readLink(signer: Signer, purpose: LinkPurpose, token: string): ReadLink {
  const read = signer.read(signedFor(purpose), token)
  if (!read.ok) return read
  const [id = '', paperId = ''] = read.text.split(' ')
  const channel = channelIdOf(id)
  if (!channel || platformOf(channel) !== EMAIL) return { ok: false, problem: 'forged' }
  return { ok: true, channel, paperId }
}
