import { expect, it } from 'vitest'
import { checkMail, type LookUpTexts } from '../../src/doctor/mail.ts'

const GOOD: Record<string, readonly string[]> = {
  'example.org': ['google-site-verification=x', 'v=spf1 include:mail.example -all'],
  'papers._domainkey.example.org': ['v=DKIM1; k=rsa; p=MIIB'],
  '_dmarc.example.org': ['v=DMARC1; p=none'],
}

const check = (
  records: Record<string, readonly string[]>,
  {
    problem,
    selector = 'papers',
    domain = 'example.org',
    lookUp = async name => records[name] ?? [],
  }: { problem?: string; selector?: string | undefined; domain?: string; lookUp?: LookUpTexts } = {},
) =>
  checkMail(
    { server: { check: async () => problem }, domain, selector: selector || undefined },
    { lookUp, signal: new AbortController().signal },
  )

const without = (name: string) => Object.fromEntries(Object.entries(GOOD).filter(([at]) => at !== name))

it('all is well with a server that lets us in and the three records', async () => {
  const findings = await check(GOOD)
  expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok'])
})

it('a server that can’t be reached is a fault, with the reason and what to do', async () => {
  expect(await check(GOOD, { problem: 'the mail server gave no answer in time' })).toContainEqual({
    what: 'e-mail',
    state: 'fault',
    text: 'the mail server gave no answer in time. Check SMTP_URL, and that this machine may connect to it.',
  })
})

it.each([
  ['SPF', 'example.org'],
  ['DKIM', 'papers._domainkey.example.org'],
  ['DMARC', '_dmarc.example.org'],
])('a missing %s record is a warning that says where to add it', async (name, at) => {
  const warnings = (await check(without(at))).filter(({ state }) => state === 'warning')
  expect(warnings).toEqual([
    { what: 'e-mail', state: 'warning', text: expect.stringContaining(`no ${name} record is at ${at}`) },
  ])
})

it.each([
  ['two SPF records', { ...GOOD, 'example.org': ['v=spf1 -all', 'v=spf1 mx -all'] }, 'has 2 records of SPF'],
  ['another version', { ...GOOD, 'example.org': ['v=spf10 -all'] }, 'no SPF record'],
  ['a revoked key', { ...GOOD, 'papers._domainkey.example.org': ['v=DKIM1; p='] }, 'no DKIM record'],
])('%s is a warning', async (_, records, text) => {
  expect(await check(records)).toContainEqual({
    what: 'e-mail',
    state: 'warning',
    text: expect.stringContaining(text),
  })
})

it('a subdomain may have the DMARC record of its organisation', async () => {
  const domain = 'mail.example.org'
  const records = { ...GOOD, [domain]: ['v=spf1 -all'], [`papers._domainkey.${domain}`]: ['p=MIIB'] }
  expect((await check(records, { domain })).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok'])
})

it.each([
  ['mail.example.co.uk', '_dmarc.example.co.uk', true],
  ['a.b.c.example.org', '_dmarc.b.c.example.org', true],
  ['a.b.c.example.org', '_dmarc.example.org', true],
  ['example.org', '_dmarc.org', false],
  ['1.2.3.4.5.6.7.8.9.example', '_dmarc.3.4.5.6.7.8.9.example', false],
  ['1.2.3.4.5.6.7.8.9.example', '_dmarc.4.5.6.7.8.9.example', true],
])('the DMARC record of %s may be at %s: %s', async (domain, at, isFound) => {
  const records = { [at]: ['v=DMARC1; p=reject'] }
  const texts = (await check(records, { domain })).map(({ text }) => text)
  expect(texts.includes(`DMARC is at ${at}.`)).toBe(isFound)
})

it('without a key of ours, the DKIM record isn’t known, and the provider has to sign', async () => {
  const findings = await check(without('papers._domainkey.example.org'), { selector: '' })
  expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect(findings.at(-1)?.text).toContain('the mail server has to sign them by DKIM')
})

it('a DNS that gives no answer isn’t taken for a missing record', async () => {
  const findings = await check(GOOD, { lookUp: () => Promise.reject(new Error('queryTxt ETIMEOUT')) })
  for (const { text } of findings.slice(1))
    expect(text).toContain('couldn’t be looked up, because DNS gave no answer')
})
