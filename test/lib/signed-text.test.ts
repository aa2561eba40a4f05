import { describe, expect, it } from 'vitest'
import { createSigner, isSameSecret } from '../../src/lib/signed-text.ts'

const NOW = Date.UTC(2026, 10, 27)
const at = (now: number, ...keys: [string, ...string[]]) => createSigner(keys, () => now)

describe('a signed text', () => {
  const signed = at(NOW, 'key').sign('settings', 'email:a.b', NOW + 1000)

  it('says what was signed, until it expires', () => {
    expect(at(NOW, 'key').read('settings', signed)).toEqual({
      ok: true,
      text: 'email:a.b',
      until: NOW + 1000,
    })
    expect(at(NOW + 999, 'key').read('settings', signed)).toMatchObject({ ok: true })
    expect(at(NOW + 1000, 'key').read('settings', signed)).toEqual({ ok: false, problem: 'expired' })
  })

  it('is worth nothing for another purpose', () => {
    const read = at(NOW, 'key').read
    expect(read('unsubscribe', signed)).toEqual({ ok: false, problem: 'forged' })
    expect(read('settings\0email:a', signed.slice('email:a'.length))).toEqual({
      ok: false,
      problem: 'forged',
    })
  })

  it('is worth nothing once any of it was changed', () => {
    const [text, rest, until, signature] = signed.split('.')
    for (const forged of [
      `email:c.${rest}.${until}.${signature}`,
      `${text}.${rest}.${Number(until) + 1}.${signature}`,
      `${text}.${rest}.${until}.${signature?.slice(0, -1)}`,
      `${text}.${rest}.${until}.`,
      `${text}.${rest}.${until}`,
      `${signed}.`,
      '',
      '.',
      'nothing',
      '💣.1.2',
    ]) {
      expect(at(NOW, 'key').read('settings', forged), forged).toEqual({ ok: false, problem: 'forged' })
    }
  })

  it('stays valid after its key got a successor, and not without it', () => {
    expect(at(NOW, 'new', 'key').read('settings', signed)).toMatchObject({ ok: true })
    expect(at(NOW, 'new').read('settings', signed)).toEqual({ ok: false, problem: 'forged' })
    const newer = at(NOW, 'new', 'key').sign('settings', 'x', NOW + 1)
    expect(at(NOW, 'new').read('settings', newer)).toMatchObject({ ok: true })
  })
})

it('compares secrets of any length', () => {
  expect(isSameSecret('ä', 'ä')).toBe(true)
  expect(isSameSecret('', '')).toBe(true)
  expect(isSameSecret('a', 'b')).toBe(false)
  expect(isSameSecret('a', 'aa')).toBe(false)
})
