import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createTerminalPreview } from '../../../adapters/preview/terminal.ts'
import { PREVIEW_CHANNEL } from '../../../src/channels/channel-id.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { Post } from '../../../src/ports/publisher.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

const { signal } = new AbortController()
const nothing = () => {}
const log: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
const post = (step = 0): Post => ({
  channel: PREVIEW_CHANNEL,
  digest: everydayDigest,
  step,
  key: `key-${step}`,
})

function start(stdout: Writable & NodeJS.WritableStream, columns = () => 80) {
  const terminal = () => ({ columns: columns(), colour: false, links: false })
  return createTerminalPreview({ stdout, terminal, log })
}

const textOf = (stdout: PassThrough): string => String(stdout.read() ?? '')

describe('the preview in a terminal', () => {
  it('shows what is posted, and names each message', async () => {
    const stdout = new PassThrough()
    const preview = start(stdout)
    expect(await preview.publish(post(), signal)).toEqual({
      kind: 'sent',
      messageId: 'preview-1',
    })
    expect(textOf(stdout)).toContain('Papers for Monday, 23 November')
    expect(await preview.publish(post(), signal)).toEqual({
      kind: 'sent',
      messageId: 'preview-2',
    })
  })

  it('shows a thread once, with its first message', async () => {
    const stdout = new PassThrough()
    const preview = start(stdout)
    await preview.publish(post(0), signal)
    textOf(stdout)
    expect((await preview.publish(post(1), signal)).kind).toBe('sent')
    expect(textOf(stdout)).toBe('')
  })

  it('follows a window whose width changes', () => {
    const stdout = new PassThrough()
    let columns = 80
    const preview = start(stdout, () => columns)
    preview.show(everydayDigest)
    const wide = textOf(stdout)
    columns = 40
    preview.show(everydayDigest)
    expect(textOf(stdout).split('\n').length).toBeGreaterThan(wide.split('\n').length)
  })

  it('prints lines, including empty ones, and a link with its address', () => {
    const stdout = new PassThrough()
    start(stdout).say([
      [{ text: 'Bold', style: 'bold' }, { text: ' words' }],
      [],
      [{ text: 'the list', url: 'https://huggingface.co/papers' }],
      [{ text: 'example.org', url: 'https://example.org/' }],
    ])
    expect(textOf(stdout)).toBe('\n  Bold words\n\n  the list (huggingface.co/papers)\n  example.org\n')
  })

  it('ignores a closed output', async () => {
    let writes = 0
    const broken = new Writable({
      write(_chunk, _encoding, done) {
        writes++
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      },
    })
    const preview = start(broken)
    const failed = new Promise(resolve => broken.once('error', resolve))
    expect((await preview.publish(post(), signal)).kind).toBe('sent')
    await failed
    expect((await preview.publish(post(), signal)).kind).toBe('sent')
    preview.say([[{ text: 'anyone?' }]])
    expect(writes).toBe(1)
  })
})
