import { onTestFinished } from 'vitest'
import { createHuggingFace, type HuggingFaceOptions } from '../../../adapters/huggingface/huggingface.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { PaperLookUp } from '../../../src/ports/paper-look-up.ts'
import type { PaperSource } from '../../../src/ports/paper-source.ts'
import { SourceError } from '../../../src/ports/source-error.ts'
import {
  type FakeHuggingFace,
  type HuggingFaceOptions as ServerOptions,
  startHuggingFace,
} from '../../fakes/hugging-face/server.ts'

export const DAY = '2026-11-23'
export const NOON = Date.parse('2026-11-23T12:00:00Z')

const ignore = () => {}
export const quietLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

export interface Setup {
  source: PaperSource & PaperLookUp
  /** How long the source waited, ms. Time passes only on its clock. */
  waits: number[]
  /** Lists DAY. */
  list(): ReturnType<PaperSource['list']>
  /** The answer to a request for a list that isn't available. */
  failure(): Promise<SourceError>
}

export interface SourceOptions extends Partial<HuggingFaceOptions> {
  /** Called while the source waits. */
  meanwhile?: () => void
}

/** A source at an endpoint, with a clock that starts at noon and advances only when the source waits. */
export function sourceAt(endpoint: string, { meanwhile, ...options }: SourceOptions = {}): Setup {
  let now = NOON
  const waits: number[] = []
  const source = createHuggingFace({
    endpoint,
    version: '1.2.3',
    log: quietLog,
    clock: { now: () => now },
    async wait(ms) {
      waits.push(ms)
      now += ms
      meanwhile?.()
    },
    ...options,
  })
  const list = () => source.list(DAY, new AbortController().signal)
  return {
    source,
    waits,
    list,
    failure: () => failureOf(list()),
  }
}

/** The SourceError that an answer fails with. */
export async function failureOf(answer: Promise<unknown>): Promise<SourceError> {
  const error = await answer.then(
    () => undefined,
    error => error,
  )
  if (error instanceof SourceError) return error
  throw new Error('expected a SourceError', { cause: error })
}

/** A source against the project's fake Hugging Face, which closes with the test. */
export async function sourceAndServer(
  serverOptions: ServerOptions = {},
  options: SourceOptions = {},
): Promise<Setup & { server: FakeHuggingFace }> {
  const server = await startHuggingFace(serverOptions)
  onTestFinished(server.close)
  return { server, ...sourceAt(server.url, options) }
}
