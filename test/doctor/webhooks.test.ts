import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { webhook } from '../../adapters/webhook/platform.ts'
import { checkDelivery, createHowToResume } from '../../src/doctor/delivery.ts'
import { checkSealedAddresses } from '../../src/doctor/sealed-addresses.ts'
import { createSealer, type Sealer } from '../../src/lib/sealed.ts'
import type { Store } from '../../src/ports/store.ts'
import { exportHead } from '../../src/privacy/export.ts'
import { rotateKeys } from '../../src/privacy/key-rotation.ts'
import { channel, NOW } from '../contracts/store/samples.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const old = createSealer([OLD])
const both = createSealer([NEW, OLD])

let store: Store
beforeEach(async () => {
  store = await openMemoryStore()
  onTestFinished(store.close)
})

async function add(...ids: string[]): Promise<void> {
  for (const each of ids) {
    const id = `webhook:${each}` as const
    await store.webhooks.add({
      id,
      host: 'example.org',
      secrets: old.seal('{"url":"https://example.org/token"}', id),
      createdAt: NOW,
    })
  }
}

describe('the doctor', () => {
  it('says nothing about webhooks where there are none', async () => {
    expect(await checkSealedAddresses('webhooks', store.webhooks, undefined)).toEqual([])
  })

  it('says the same of e-mail addresses', async () => {
    const id = 'email:a1b2' as const
    await store.emailAddresses.add({
      id,
      hash: 'x',
      secrets: old.seal('ada@example.org', id),
      confirmedAt: NOW,
    })
    const check = (sealer: Sealer) => checkSealedAddresses('e-mail addresses', store.emailAddresses, sealer)
    expect(await check(both)).toEqual([
      { what: 'e-mail addresses', state: 'ok', text: 'SECRET_KEY opens 1 address.' },
    ])
    expect(await check(createSealer([NEW]))).toMatchObject([{ what: 'e-mail addresses', state: 'fault' }])
  })

  it('says whether SECRET_KEY opens their addresses, and what to do if not', async () => {
    await add('a', 'b')
    expect(await checkSealedAddresses('webhooks', store.webhooks, both)).toEqual([
      { what: 'webhooks', state: 'ok', text: 'SECRET_KEY opens 2 addresses.' },
    ])
    for (const sealer of [undefined, createSealer([NEW])])
      expect(await checkSealedAddresses('webhooks', store.webhooks, sealer)).toMatchObject([
        {
          state: 'fault',
          text: expect.stringContaining('doesn’t open 2 of 2 addresses. They were encrypted'),
        },
      ])
    const { revision = 0 } = (await store.webhooks.find('webhook:a')) ?? {}
    await store.webhooks.replaceSecrets('webhook:a', revision, old.seal('{}', 'webhook:other'))
    expect(await checkSealedAddresses('webhooks', store.webhooks, both)).toMatchObject([
      { state: 'fault', text: expect.stringContaining('doesn’t open 1 of 2 addresses. They were changed') },
    ])
  })

  it('names what resumes a paused webhook, and a paused channel', async () => {
    await store.channels.save(channel('webhook:a', { pausedReason: 'gone' }))
    await store.channels.save(channel('slack:T1/C1', { pausedReason: 'gone' }))
    const howToResume = createHowToResume([webhook])
    const findings = await checkDelivery(store, NOW, { timezone: 'UTC', howToResume })
    expect(findings.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^webhook:a .* To try again: npx paper-round webhook test webhook:a\.$/),
        expect.stringMatching(/^slack:T1\/C1 .* To try again: \/papers resume there\.$/),
      ]),
    )
  })
})

it('rotating keys covers the addresses of webhooks', async () => {
  await add('a', 'b')
  expect(await rotateKeys(store.webhooks, both)).toEqual({ rotated: 2, current: 0, unreadable: [] })
  expect(await checkSealedAddresses('webhooks', store.webhooks, createSealer([NEW]))).toMatchObject([
    { state: 'ok' },
  ])
})

it('an export names the host of a webhook, and nothing that is secret', async () => {
  await add('a')
  const head = await exportHead(store, 'webhook:a', { now: NOW, whoCanChange: 'members' })
  expect(head.webhook).toEqual({ host: 'example.org', createdAt: NOW })
  expect(JSON.stringify(head)).not.toContain('v1.')
})
