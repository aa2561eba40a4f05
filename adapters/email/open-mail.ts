import type { Variables } from '../../src/lib/environment.ts'
import type { MailServer } from '../../src/ports/mail.ts'
import { type MailSettings, readMailSettings } from './settings.ts'

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

/** The mail server that the environment names, whom its mails are from, and what signs them. */
export interface OpenMail {
  server: MailServer
  domain: string
  selector: string | undefined
}

/** The mail server that the environment names; undefined if it names none. */
export function openMail(variables: Variables): OpenMail | undefined {
  const read = readMailSettings(variables)
  if (read.kind !== 'ready') return undefined
  const { from, dkim } = read.settings
  return { server: createLazyServer(read.settings), domain: from.domain, selector: dkim?.selector }
}
