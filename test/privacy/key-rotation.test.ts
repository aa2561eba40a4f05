import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkInstallations } from '../../src/doctor/installations.ts'
import { createSealer } from '../../src/lib/sealed.ts'
import type { InstallationId } from '../../src/ports/installations.ts'
import { checkKeys, rotateKeys } from '../../src/privacy/key-rotation.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const [OLD, NEW, OTHER] = [randomBytes(32), randomBytes(32), randomBytes(32)]
const old = createSealer([OLD])
const both = createSealer([NEW, OLD])
const idOf = (number: number): InstallationId => `slack:T${String(number).padStart(4, '0')}`

/** A store in which so many workspaces have installed the app. */
async function storeWith(count: number, sealer = old) {
  const store = await openMemoryStore()
  onTestFinished(() => store.close())
  for (let number = 0; number < count; number++) {
    const id = idOf(number)
    await store.installations.save({
      id,
      details: '{}',
      secrets: sealer.seal(`token ${id}`, id),
      installedAt: 1,
    })
  }
  return store.installations
}

describe('rotating keys', () => {
  it('encrypts all tokens with the first key, after which the other one isn’t needed', async () => {
    const installations = await storeWith(250)
    await installations.save({ id: 'slack:E1', details: '{}', installedAt: 1 })
    expect(await rotateKeys(installations, both)).toEqual({ rotated: 250, current: 0, unreadable: [] })
    const id = idOf(249)
    const { secrets = '' } = (await installations.find(id)) ?? {}
    expect(createSealer([NEW]).open(secrets, id)).toBe(`token ${id}`)
    expect(await rotateKeys(installations, both)).toEqual({ rotated: 0, current: 250, unreadable: [] })
  })

  it('continues where it was interrupted', async () => {
    const installations = await storeWith(120)
    const stop = new AbortController()
    let changed = 0
    const counting: typeof installations = {
      ...installations,
      async replaceSecrets(...args) {
        if (++changed === 50) stop.abort(new Error('interrupted'))
        return installations.replaceSecrets(...args)
      },
    }
    await expect(rotateKeys(counting, both, stop.signal)).rejects.toThrow('interrupted')
    expect(await checkKeys(installations, both)).toMatchObject({ count: 120, older: 70, unreadable: [] })
    expect(await rotateKeys(installations, both)).toMatchObject({ rotated: 70, current: 50 })
  })

  it('leaves what no key opens, and names it', async () => {
    const installations = await storeWith(2)
    const id = 'slack:T9'
    await installations.save({
      id,
      details: '{}',
      secrets: createSealer([OTHER]).seal('x', id),
      installedAt: 1,
    })
    expect(await rotateKeys(installations, both)).toEqual({ rotated: 2, current: 0, unreadable: [id] })
  })

  it('keeps a token that changes at the same time', async () => {
    const installations = await storeWith(1)
    const id = idOf(0)
    let isFirst = true
    const racing: typeof installations = {
      ...installations,
      async replaceSecrets(...args) {
        if (isFirst) await installations.replaceSecrets(id, args[1], old.seal('renewed', id))
        isFirst = false
        return installations.replaceSecrets(...args)
      },
    }
    expect(await rotateKeys(racing, both)).toMatchObject({ rotated: 1 })
    const { secrets = '' } = (await installations.find(id)) ?? {}
    expect(createSealer([NEW]).open(secrets, id)).toBe('renewed')
  })
})

describe('doctor', () => {
  it('says nothing where nobody has installed the app', async () => {
    expect(await checkInstallations(await storeWith(0), undefined)).toEqual([])
  })

  it.each([
    [old, [['ok', /^3 workspaces installed the app, and SECRET_KEY opens the tokens\.$/]]],
    [
      both,
      [
        ['ok', /^3 workspaces/],
        ['warning', /^3 workspaces still have their tokens .*: paper-round rotate-keys$/],
      ],
    ],
    [
      createSealer([NEW]),
      [
        [
          'fault',
          /^SECRET_KEY doesn’t open the stored tokens of all 3 workspaces, .* \([\da-f]{8}\)\. Add that key/,
        ],
      ],
    ],
    [
      undefined,
      [
        [
          'fault',
          /^SECRET_KEY doesn’t open the stored tokens of all 3 workspaces, .* \([\da-f]{8}\)\. Add that key/,
        ],
      ],
    ],
  ] as const)('says whether the keys fit: %#', async (sealer, expected) => {
    const findings = await checkInstallations(await storeWith(3), sealer)
    expect(findings.map(({ state, text }) => [state, text])).toEqual(
      expected.map(([state, text]) => [state, expect.stringMatching(text)]),
    )
  })

  it('tells changed tokens from a missing key', async () => {
    const installations = await storeWith(2)
    const { revision = 0, secrets = '' } = (await installations.find(idOf(0))) ?? {}
    await installations.replaceSecrets(idOf(1), 1, secrets)
    expect(revision).toBe(1)
    const [finding] = await checkInstallations(installations, old)
    expect(finding).toMatchObject({
      state: 'fault',
      text: expect.stringMatching(
        /^SECRET_KEY doesn’t open the stored tokens of 1 workspace: they were changed/,
      ),
    })
  })
})
