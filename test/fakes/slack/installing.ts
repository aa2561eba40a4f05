import type { FakeSlack } from './slack.ts'
import type { Consent, Tenant } from './tenants.ts'

/** What a browser got. */
export interface Visit {
  status: number
  /** Where it is sent to. */
  location: string
  /** The cookies that were set, as they were. */
  cookies: string[]
  headers: Headers
  html: string
  /** Its heading. */
  title: string
}

/** Somebody with a browser of their own, which keeps cookies and reaches the bot's public address at `url`. */
export function createPerson(options: { slack: FakeSlack; url: string; publicUrl: string }) {
  const { slack, url, publicUrl } = options
  const jar = new Map<string, string>()

  async function visit(address: string): Promise<Visit> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address.replace(publicUrl, url), { redirect: 'manual', headers: { cookie } })
    const cookies = response.headers.getSetCookie()
    for (const each of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const html = await response.text()
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      cookies,
      headers: response.headers,
      html,
      title: /<h1>(.*?)<\/h1>/s.exec(html)?.[1] ?? '',
    }
  }

  /** Follows our link to Slack's page, and answers it. @returns where Slack sends them back to */
  async function begin(tenant: Tenant, consent?: Consent): Promise<string> {
    const { location } = await visit(`${publicUrl}/slack/install`)
    return slack.tenants.consent(location, tenant, consent)
  }

  return {
    visit,
    begin,
    install: async (tenant: Tenant, consent?: Consent): Promise<Visit> => visit(await begin(tenant, consent)),
  }
}
