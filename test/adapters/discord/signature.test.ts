import { expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../../../adapters/discord/limits.ts'
import { createVerify } from '../../../adapters/discord/signature.ts'
import { createKeys, signatureOf } from '../../fakes/discord/signed-request.ts'

/** Tests 2 and 3 of RFC 8032, 7.1. */
const VECTORS = [
  {
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    key: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
]

it.each(VECTORS)('is Ed25519 as published: message $message', ({ key, message, signature }) => {
  const verify = createVerify(key)
  expect(verify({ timestamp: '', signature }, Buffer.from(message, 'hex'))).toBe(true)
  expect(verify({ timestamp: '', signature }, Buffer.from(`${message}00`, 'hex'))).toBe(false)
})

it('is over the timestamp and then the body', () => {
  const [{ key, signature } = { key: '', signature: '' }] = VECTORS
  expect(createVerify(key)({ timestamp: 'r', signature }, Buffer.alloc(0))).toBe(true)
})

it('of the largest body is refused in less than 5 ms', () => {
  const verify = createVerify(createKeys().publicKey)
  const body = Buffer.alloc(MAX_BODY_BYTES, 'x')
  const { 'x-signature-ed25519': signature = '' } = signatureOf(body.toString(), createKeys())
  const times = Array.from({ length: 25 }, () => {
    const before = process.cpuUsage()
    expect(verify({ timestamp: '1795000000', signature }, body)).toBe(false)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  expect(times.sort((a, b) => a - b)[12]).toBeLessThan(5)
})
