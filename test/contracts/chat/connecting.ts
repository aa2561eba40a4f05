import { expect, it } from 'vitest'
import { RefusedError } from '../../../src/ports/refused-error.ts'
import type { CreateChatHarness } from './harness.ts'

export function connectingContract(createHarness: CreateChatHarness, tokenName: string): void {
  it('is complete when start resolves', async () => {
    const { chat, lines, assertClean } = await createHarness({ started: false })
    expect(chat.connected()).toBe(false)
    await chat.start()
    expect(chat.connected()).toBe(true)
    expect(lines.filter(({ level }) => ['warn', 'error'].includes(level))).toEqual([])
    expect(lines.filter(({ message }) => message.startsWith('connected to '))).toHaveLength(1)
    assertClean()
  })

  it('is rejected with a wrong token, and the error contains its name but not its value', async () => {
    const { chat, secrets } = await createHarness({ started: false, wrongToken: true })
    const refusal = await chat.start().then(
      () => undefined,
      error => error,
    )
    expect(refusal).toBeInstanceOf(RefusedError)
    expect(refusal.message).toContain(`refused ${tokenName}`)
    for (const secret of secrets) expect(refusal.message).not.toContain(secret)
    expect(chat.connected()).toBe(false)
    // So doctor says what `start` says.
    await expect(chat.check?.(new AbortController().signal)).rejects.toThrow(refusal.message)
  })

  it('can be checked without connecting', async () => {
    const { chat, requests } = await createHarness({ started: false })
    await chat.check?.(new AbortController().signal)
    expect(chat.connected()).toBe(false)
    expect(requests).toEqual([])
  })

  it('is retried until the platform is reachable, and each problem is logged once', async () => {
    const { chat, lines, requests, failAtFirst, type } = await createHarness({ started: false })
    const steps = failAtFirst()
    await chat.start()
    expect(chat.connected()).toBe(true)
    const warnings = lines.filter(({ level }) => level === 'warn').map(({ message }) => message)
    expect(warnings).toHaveLength(steps)
    expect(new Set(warnings).size).toBe(steps)
    for (const message of warnings) expect(message).toMatch(/failed; trying again$/)
    await (await type('status')).seen()
    expect(requests).toHaveLength(1)
  })

  it('ends without an error if we stop while the platform is down', async () => {
    const { chat, beDown } = await createHarness({ started: false })
    const { tried } = beDown()
    const starting = chat.start()
    await tried()
    await tried()
    await chat.stop()
    await starting
    expect(chat.connected()).toBe(false)
  })

  it('keeps tokens out of the log', async () => {
    const { type, lines, secrets } = await createHarness()
    await (await type('status')).seen()
    const log = JSON.stringify(lines)
    expect(secrets.length).toBeGreaterThan(0)
    for (const secret of secrets) expect(log).not.toContain(secret)
  })
}
