import { messageOf } from '../../src/lib/errors.ts'
import type { Digest } from '../../src/messages/digest.ts'
import type { ReplySpan } from '../../src/messages/reply.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Publisher } from '../../src/ports/publisher.ts'
import type { Terminal } from './describe-terminal.ts'
import { renderDigest } from './render-digest.ts'
import { renderLines } from './render-lines.ts'

/** The preview in a terminal: the digest that a channel would receive, and lines of explanation. */
export interface TerminalPreview extends Publisher {
  show(digest: Digest): void
  say(lines: readonly (readonly ReplySpan[])[]): void
}

/**
 * Prints digests to `stdout`. A delivery to the preview always succeeds, even if the output was closed (`npm start | head`):
 * the page shows the digest as well, and a failed delivery would pause the channel for the next start.
 * @param options.terminal called at every write, because the window may have been resized
 */
export function createTerminalPreview(options: {
  stdout: NodeJS.WritableStream
  terminal: () => Terminal
  log: Log
}): TerminalPreview {
  const { stdout, terminal, log } = options
  let open = true
  let shown = 0

  stdout.on('error', error => {
    if (open) log.debug({ error: messageOf(error) }, 'the output is closed; the page still shows the digest')
    open = false
  })

  const write = (text: string): void => {
    if (open && stdout.writable) stdout.write(`\n${text}\n`)
  }
  const show = (digest: Digest): void => write(renderDigest(digest, terminal()))

  return {
    platform: 'preview',
    show,
    say: lines => write(renderLines(lines, terminal())),
    async publish({ digest, step }) {
      if (step === 0) show(digest)
      shown++
      return { kind: 'sent', messageId: `preview-${shown}` }
    },
    // What an earlier process printed is gone, or does no harm if it is printed twice.
    reconcile: async () => ({ kind: 'absent' }),
  }
}
