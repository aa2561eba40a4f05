import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { newSecret, signedHeaders, webhookIdOf } from '../../../adapters/webhook/signature.ts'
import { secretsAt, type Target, withNewSecret } from '../../../adapters/webhook/target.ts'

const NOW = Date.parse('2026-11-23T09:00:00.900Z')
const DAY_MS = 24 * 3_600_000
const body = '{"title":"Ünïcode “Papers”"}'

const accepts = (secret: string, headers: Record<string, string>, text = body): boolean => {
  vi.useFakeTimers({ now: NOW })
  try {
    new Verifier(secret).verify(text, headers)
    return true
  } catch {
    return false
  } finally {
    vi.useRealTimers()
  }
}

describe('a signed message', () => {
  const secret = newSecret()
  const headers = signedHeaders({ id: 'msg_1', at: NOW, body }, [secret])

  it('is accepted by the standard’s library, which refuses another secret, id, time or body', () => {
    expect(accepts(secret, headers)).toBe(true)
    expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'webhook-timestamp': '1795424400' })
    expect(accepts(newSecret(), headers)).toBe(false)
    expect(accepts(secret, { ...headers, 'webhook-id': 'msg_2' })).toBe(false)
    expect(accepts(secret, { ...headers, 'webhook-timestamp': '1795424401' })).toBe(false)
    expect(accepts(secret, headers, `${body} `)).toBe(false)
  })

  it('has a secret of 32 random bytes', () => {
    expect(secret).toMatch(/^whsec_/)
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
    expect(newSecret()).not.toBe(secret)
  })
})

describe('an id', () => {
  it('is the same for the same key, has no full stop, and differs for another', () => {
    const id = webhookIdOf('webhook:a 2026-11-23T09:00Z 0')
    expect(id).toMatch(/^msg_[\w-]{32}$/)
    expect(webhookIdOf('webhook:a 2026-11-23T09:00Z 0')).toBe(id)
    expect(webhookIdOf('webhook:a 2026-11-23T09:00Z 1')).not.toBe(id)
  })
})

describe('a secret that was replaced', () => {
  const before: Target = { url: 'https://example.org/', secret: newSecret() }
  const after = withNewSecret(before, NOW)

  it.each([
    ['just after', 0, true],
    ['until a day later', DAY_MS - 1, true],
    ['not from then on', DAY_MS, false],
  ])('still counts %s', (_, sinceMs, expected) => {
    const headers = signedHeaders({ id: 'msg_1', at: NOW, body }, secretsAt(after, NOW + sinceMs))
    expect(accepts(before.secret, headers)).toBe(expected)
    expect(accepts(after.secret, headers)).toBe(true)
  })

  it('keeps the address', () => {
    expect(after.url).toBe(before.url)
    expect(after.secret).not.toBe(before.secret)
  })
})
