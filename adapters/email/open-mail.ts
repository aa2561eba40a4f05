import type { MailServer, MailSetup } from '../../src/ports/mail.ts'
import type { MailSettings } from './settings.ts'

/** The mail server; its client is loaded with the first mail. */
function createLazyServer(settings: MailSettings): MailServer {
  let loading: Promise<MailServer> | undefined
  const load = (): Promise<MailServer> => {
    loading ??= import('./mailer.ts').then(({ createMailer }) => createMailer(settings))
    return loading
  }
  return {
    send: async (mail, signal) => (await load()).send(mail, signal),
    check: async signal => (await load()).check(signal),
    close() {
      void loading?.then(server => server.close())
    },
  }
}

/** The mail server of these settings, and what mailboxes judge its mails by. */
export const openMail = (settings: MailSettings): MailSetup => ({
  server: createLazyServer(settings),
  domain: settings.from.domain,
  selector: settings.dkim?.selector,
})
