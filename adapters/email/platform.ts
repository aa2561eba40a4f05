import { code } from '../../src/messages/reply.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { openMail } from './open-mail.ts'
import { environment, readMailSettings } from './settings.ts'

/** Links in a mail that nobody gets, such as one on the command line. */
const EXAMPLE = 'https://papers.example.org'
const EXAMPLE_LINKS = {
  settings: () => `${EXAMPLE}/email/settings/TOKEN`,
  unsubscribe: () => `${EXAMPLE}/email/unsubscribe/TOKEN`,
  lessLike: () => `${EXAMPLE}/email/less/TOKEN`,
  paper: (id: string) => `${EXAMPLE}/papers/${id}`,
  similar: (id: string) => `${EXAMPLE}/papers/${id}#similar`,
}

/** E-mail: it only receives, and each address is a channel. */
export const email: Platform = {
  name: 'email',
  title: 'E-mail',
  variables: Object.keys(environment.shape),
  hasThreads: false,
  configure(variables) {
    const read = readMailSettings(variables)
    if (read.kind !== 'ready') return read
    const { from } = read.settings
    return {
      kind: 'publisher',
      mail: openMail(read.settings),
      async load() {
        const { createEmailPublisher } = await import('./publisher.ts')
        return ({ email, clock }) => {
          if (!email) throw new TypeError('e-mail needs a server, addresses and links')
          return createEmailPublisher({ ...email, from, clock })
        }
      },
    }
  },
  async renderDigest(digest) {
    const { renderDigestMail } = await import('./render-digest.ts')
    return renderDigestMail(digest, { channel: 'email:example', links: EXAMPLE_LINKS })
  },
  setupGuide: [
    { text: 'set ' },
    code('SMTP_URL'),
    { text: ', ' },
    code('MAIL_FROM'),
    { text: ', ' },
    code('SECRET_KEY'),
    { text: ' and ' },
    code('PUBLIC_URL'),
    { text: ' in ' },
    code('.env'),
    { text: ', and start again.' },
  ],
  addressGuide: [
    { text: 'it is set up. Ask an address with ' },
    code('npx paper-round email add name@example.org --topic agents'),
    { text: ', or in the box at “Try a topic”.' },
  ],
  tokenAdvice: 'Check SMTP_URL, and that the mail server can be reached from here.',
  howToResume: () => 'the settings page that each mail links to',
}
