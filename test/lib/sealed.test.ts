import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSealer, SealError } from '../../src/lib/sealed.ts'

const OLD = randomBytes(32)
const NEW = randomBytes(32)

describe('a sealed text', () => {
  const sealer = createSealer([OLD])

  it('opens for what it was sealed for, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(sealer.open(sealer.seal(text, context), context)).toBe(text)
      }),
    )
  })

  it('differs each time, and shows nothing of the text', () => {
    const sealed = [1, 2].map(() => sealer.seal('xoxb-secret', 'slack:T1'))
    expect(sealed[0]).not.toBe(sealed[1])
    for (const text of sealed) {
      expect(text).not.toContain('xoxb')
      expect(Buffer.from(text.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('xoxb')
    }
  })

  it('opens for nothing else', () => {
    const sealed = sealer.seal('xoxb-secret', 'slack:T1')
    for (const context of ['slack:T2', 'slack:T', '', 'slack:T1 ']) {
      expect(() => sealer.open(sealed, context)).toThrow(SealError)
    }
  })

  it('opens no more once any part of it is changed', () => {
    const sealed = sealer.seal('xoxb-secret', 'slack:T1')
    const [version, id, text = ''] = sealed.split('.')
    const bytes = Buffer.from(text, 'base64url')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => sealer.open([version, id, changed.toString('base64url')].join('.'), 'slack:T1')).toThrow(
        'changed, or sealed for something else',
      )
    }
    for (const other of ['', 'v1', 'xoxb-plain', `v2.${id}.${text}`, `v1.${id}.`, `v1.${id}.AAAA`]) {
      expect(() => sealer.open(other, 'slack:T1')).toThrow(SealError)
    }
  })

  it('opens with any of several keys, and tells which key is missing', () => {
    const sealed = sealer.seal('xoxb-secret', 'slack:T1')
    const both = createSealer([NEW, OLD])
    expect(both.open(sealed, 'slack:T1')).toBe('xoxb-secret')
    expect([sealer, both].map(each => each.isCurrent(sealed))).toEqual([true, false])
    const again = both.seal('xoxb-secret', 'slack:T1')
    expect(both.isCurrent(again)).toBe(true)
    expect(createSealer([NEW]).open(again, 'slack:T1')).toBe('xoxb-secret')
    const [, missingKey] = sealed.split('.')
    expect(missingKey).toMatch(/^[\da-f]{8}$/)
    const error = (() => {
      try {
        return createSealer([NEW]).open(sealed, 'slack:T1')
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toMatchObject({ name: 'SealError', missingKey })
  })
})
