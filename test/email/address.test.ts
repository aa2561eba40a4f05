import { describe, expect, it } from 'vitest'
import { parseAddress, withoutAddresses } from '../../src/email/address.ts'

const parsed = (text: string): string => {
  const reading = parseAddress(text)
  return reading.ok ? reading.address : `refused: ${reading.problem}`
}

describe('an e-mail address', () => {
  it.each([
    ['name@example.org', 'name@example.org'],
    ['  Name.Surname@Example.ORG\n', 'Name.Surname@example.org'],
    ['name+papers@example.org', 'name+papers@example.org'],
    ["o'brien_{x}|~`?^%$#!&*/=-@example.org", "o'brien_{x}|~`?^%$#!&*/=-@example.org"],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@Bücher.例え.テスト', 'ada@xn--bcher-kva.xn--r8jz45g.xn--zckzah'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['postmaster@a-b.co', 'postmaster@a-b.co'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('is read: %s', (typed, address) => expect(parsed(typed)).toBe(address))

  it.each([
    '',
    ' ',
    'name',
    '@example.org',
    'name@',
    'name@example',
    'name@@example.org',
    'name@example.org\r\nBcc: all@example.org',
    'name@example.org\nBcc: all@example.org',
    'name\r\n@example.org',
    'name\0@example.org',
    'name@exam\0ple.org',
    'name@example.org, other@example.org',
    'name@example.org;other@example.org',
    'name@example.org other@example.org',
    'Ada <name@example.org>',
    '<name@example.org>',
    'name(comment)@example.org',
    'name@(comment)example.org',
    '"quoted name"@example.org',
    '"name"@example.org',
    '"name@evil.example"@example.org',
    '.name@example.org',
    'name.@example.org',
    'na..me@example.org',
    'name@-example.org',
    'name@example-.org',
    'name@.example.org',
    'name@example..org',
    'name@example.org.',
    'name@127.0.0.1',
    'name@1.2',
    'name@[127.0.0.1]',
    'name@[IPv6:::1]',
    'name@example.org:25',
    'name@example.org/path',
    'name@example.org?q',
    'name@ex%61mple.org',
    'name%other.example@',
    'name@exa_mple.org',
    'name@example.org\u202e',
    'näme@example.org',
    'name@evil.example@example.org',
    `${'a'.repeat(65)}@example.org`,
    `name@${'a'.repeat(64)}.org`,
    `a@${'b.'.repeat(124)}example.org`,
    `${'a'.repeat(308)}@example.org`,
    // Longer once it is ASCII.
    `a@${'ü.'.repeat(80)}example.org`,
  ])('is refused with a sentence: %j', typed => expect(parsed(typed)).toMatch(/^refused: [A-Z].*\.$/s))

  it('with other letters before the @ is refused with a reason', () => {
    expect(parsed('müller@example.org')).toContain('before the @')
  })

  it('may have 254 characters and no more', () => {
    const of = (length: number): string => {
      const domain = `${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}`
      return `${'a'.repeat(length - domain.length - 5)}@${domain}.org`
    }
    expect(of(246)).toHaveLength(246)
    expect(parsed(of(246))).toBe(of(246))
    const longest = `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.org`
    expect(longest).toHaveLength(254)
    expect(parsed(longest)).toBe(longest)
    expect(parsed(longest.replace('@b', '@bb'))).toContain('at most 254')
  })

  it('counts with those of the same mailbox', () => {
    const mailbox = (text: string) => {
      const reading = parseAddress(text)
      return reading.ok && reading.mailbox
    }
    for (const same of ['N.a.m.e@example.org', 'name+1@example.org', 'name+a+b@EXAMPLE.org'])
      expect(mailbox(same)).toBe('name@example.org')
    expect(mailbox('other@example.org')).not.toBe('name@example.org')
    expect(mailbox('name@example.com')).not.toBe('name@example.org')
    expect(mailbox('+tag@example.org')).toBe('+tag@example.org')
  })
})

it('takes addresses out of what a mail server answers', () => {
  expect(withoutAddresses('550 5.1.1 <Ada+x@example.org>: no such user "bo@example.org" (see a@b)')).toBe(
    '550 5.1.1 <(address)>: no such user "(address)" (see (address))',
  )
  expect(withoutAddresses('421 try later')).toBe('421 try later')
})
