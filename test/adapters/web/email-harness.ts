import type { ChannelId } from '../../../src/channels/channel-id.ts'
import { createFakeMailer, type FakeMailer, linkIn } from '../../fakes/mailer.ts'
import { type SiteHarness, serveSite } from './site-harness.ts'

export interface EmailHarness extends SiteHarness {
  mailer: FakeMailer
  email: NonNullable<SiteHarness['app']['email']>
  /** Fills the box in. */
  ask(address: string, topic?: string, headers?: Record<string, string>): Promise<Response>
  /** Asks, and returns the path of the link in the mail. */
  asked(address: string, topic?: string): Promise<string>
  /** Asks and confirms. */
  confirmed(address: string, topic?: string): Promise<ChannelId>
}

export const ADA = 'ada@example.org'

/** The pages, with a mail server. */
export async function serveEmail(options: Parameters<typeof serveSite>[0] = {}): Promise<EmailHarness> {
  const mailer = createFakeMailer()
  const harness = await serveSite({ ...options, mailer, publicUrl: 'https://papers.example.org' })
  const { email } = harness.app
  if (!email) throw new Error('e-mail is not set up')

  const ask: EmailHarness['ask'] = (address, topic = 'agents', headers = {}) =>
    harness.post('/email/subscribe', { address, topic }, headers)
  const asked: EmailHarness['asked'] = async (address, topic) => {
    const mail = mailer.sent.next(({ to }) => to === address)
    const response = await ask(address, topic)
    if (!response.ok) throw new Error(`asking answered ${response.status}`)
    return linkIn(await mail, '/email/confirm')
  }
  return {
    ...harness,
    mailer,
    email,
    ask,
    asked,
    async confirmed(address, topic) {
      const response = await harness.post(await asked(address, topic))
      if (!response.ok) throw new Error(`confirming answered ${response.status}`)
      const channel = await email.addresses.channelOf(address)
      if (!channel) throw new Error(`${address} is not stored`)
      return channel
    },
  }
}

/** The path of a link. */
export const pathOf = (url: string): string => new URL(url).pathname
