import { Writable } from 'node:stream'
import { createTerminalPreview } from '../../../adapters/preview/terminal.ts'
import { PREVIEW_CHANNEL } from '../../../src/channels/channel-id.ts'
import type { PublisherHarness } from '../../contracts/publisher/harness.ts'
import { hiddenIn } from '../../contracts/publisher/harness.ts'
import { silentLog } from '../../fakes/silent-log.ts'

/** A terminal without colours and links: every control character in its output comes from a text. */
export async function createPreviewHarness(): Promise<PublisherHarness> {
  const written: string[] = []
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk))
      done()
    },
  })
  const terminal = () => ({ columns: 100, colour: false, links: false })
  return {
    publisher: createTerminalPreview({ stdout, terminal, log: silentLog }),
    channel: PREVIEW_CHANNEL,
    messages: () =>
      written.map((text, index) => ({
        id: `preview-${index + 1}`,
        threadId: undefined,
        text,
        links: [],
        notifies: [],
        markup: hiddenIn(text),
      })),
    assertClean() {},
  }
}
