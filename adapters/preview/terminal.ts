import { messageOf } from '../../src/lib/errors.ts'
import type { Digest } from '../../src/messages/digest.ts'
import type { ReplySpan } from '../../src/messages/reply.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Publisher } from '../../src/ports/publisher.ts'
import type { Terminal } from './describe-terminal.ts'
import { renderDigest } from './render-digest.ts'
import { renderLines } from './render-lines.ts'

/** The preview in a terminal: what a channel would receive, and words about it. */
export interface TerminalPreview extends Publisher {
  show(digest: Digest): void
  say(lines: readonly (readonly ReplySpan[])[]): void
}

/**
 * Shows digests on `stdout`. A delivery to the preview always succeeds, even when nobody reads the terminal any more
 * (`npm start | head`): the page shows it as well, and a failed delivery would pause the channel for the next start.
 * @param options.terminal asked at every write, for a window's width may have changed
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
    if (open)
      log.debug({ error: messageOf(error) }, 'the terminal takes no more; the page still shows the digest')
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
    // What an earlier process showed is gone from the window, or looks no worse for being there twice.
    reconcile: async () => ({ kind: 'absent' }),
  }
}
