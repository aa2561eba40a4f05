import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { email } from '../../../adapters/email/platform.ts'
import { readMailSettings } from '../../../adapters/email/settings.ts'
import { setVariables } from '../../../src/lib/environment.ts'

const ENOUGH = {
  SMTP_URL: 'smtp://user:secret@mail.example.org',
  MAIL_FROM: 'Daily Papers <papers@example.org>',
  SECRET_KEY: 'x',
  PUBLIC_URL: 'https://papers.example.org',
}

const settingsOf = (changes: Record<string, string> = {}) => {
  const read = readMailSettings({ ...ENOUGH, ...changes })
  return read.kind === 'ready' ? read.settings : read
}

const problemsOf = (changes: Record<string, string>): readonly string[] => {
  const read = readMailSettings(setVariables({ ...ENOUGH, ...changes }))
  return read.kind === 'invalid' ? read.problems : []
}

function keyFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-dkim-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'key.pem')
  writeFileSync(path, text)
  return path
}

describe('SMTP_URL', () => {
  it.each([
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, isSecure: false, needsTls: true }],
    ['smtps://mail.example.org', { port: 465, isSecure: true, needsTls: true }],
    ['smtp://mail.example.org:2525/', { port: 2525 }],
    ['smtp://a%40b:p%2Fw%25@mail.example.org', { login: { user: 'a@b', password: 'p/w%' } }],
    ['smtp://127.0.0.1:25', { needsTls: false, login: undefined }],
    ['smtp://localhost:25', { needsTls: false }],
    ['smtp://[::1]:25', { host: '::1', needsTls: false }],
    ['smtp://10.0.0.1:25', { needsTls: true }],
  ])('%s', (SMTP_URL, server) => {
    expect(settingsOf({ SMTP_URL })).toMatchObject({ server })
  })

  it.each([
    'mail.example.org:587',
    'http://mail.example.org',
    'smtp://',
    'smtp://mail.example.org/path',
    'smtp://mail.example.org?secure=false',
    'smtp://mail.example.org#x',
    'smtp://us%er@mail.example.org',
    'smtp://:password@mail.example.org',
  ])('can’t be %s', SMTP_URL => {
    const problems = problemsOf({ SMTP_URL })
    expect(problems).toEqual([expect.stringMatching(/^SMTP_URL: should look like smtp:\/\/user:password@/)])
    expect(problems.join()).not.toContain('us%er')
  })
})

describe('MAIL_FROM', () => {
  it.each([
    ['papers@example.org', { name: 'Paper Round', address: 'papers@example.org', domain: 'example.org' }],
    ['<papers@Example.org>', { name: 'Paper Round', domain: 'example.org' }],
    ['Daily Papers <papers@example.org>', { name: 'Daily Papers', address: 'papers@example.org' }],
    ['"Papers, daily" <papers@example.org>', { name: 'Papers, daily' }],
  ])('%s', (MAIL_FROM, from) => {
    expect(settingsOf({ MAIL_FROM })).toMatchObject({ from })
  })

  it.each([
    'papers',
    'papers@',
    'Daily Papers papers@example.org',
    'Daily <papers@example.org',
    'papers@example.org>',
    'a@b.org, c@d.org',
    'x\r\nBcc: y <papers@example.org>',
  ])('can’t be %j', MAIL_FROM => {
    expect(problemsOf({ MAIL_FROM })).toEqual([expect.stringMatching(/^MAIL_FROM: should be an address/)])
  })
})

it('e-mail is off without any of its variables, and needs all that it can’t do without', () => {
  expect(readMailSettings({ SECRET_KEY: 'x' })).toEqual({ kind: 'absent' })
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'SECRET_KEY', 'PUBLIC_URL'])
    expect(problemsOf({ [name]: '' })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: is missing for e-mail`)),
    ])
})

it('a DKIM key is read from its file, and needs its selector', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const DKIM_KEY_FILE = keyFile(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  expect(settingsOf({ DKIM_KEY_FILE, DKIM_SELECTOR: 'papers' })).toMatchObject({
    dkim: { selector: 'papers' },
  })
  const setup = email.configure({ ...ENOUGH, DKIM_KEY_FILE, DKIM_SELECTOR: 'papers' })
  expect(setup).toMatchObject({ mail: { domain: 'example.org', selector: 'papers' } })
  expect(problemsOf({ DKIM_KEY_FILE })).toEqual([expect.stringMatching(/^DKIM_SELECTOR: is missing/)])
  expect(problemsOf({ DKIM_SELECTOR: 'papers' })).toEqual([
    expect.stringMatching(/^DKIM_KEY_FILE: is missing/),
  ])
  expect(problemsOf({ DKIM_KEY_FILE: keyFile('not a key'), DKIM_SELECTOR: 'p' })).toEqual([
    expect.stringMatching(/^DKIM_KEY_FILE: should be the path of a private key/),
  ])
  expect(problemsOf({ DKIM_KEY_FILE, DKIM_SELECTOR: 'two words' })).toEqual([
    expect.stringMatching(/^DKIM_SELECTOR: should be/),
  ])
})
