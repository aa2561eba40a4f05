import type { PaperLookUp } from '../../../src/ports/paper-look-up.ts'
import type { PaperSource } from '../../../src/ports/paper-source.ts'
import type { RemoteSearch } from '../../../src/ports/remote-search.ts'
import type { FakeAnswer, FakeRequest, Fault } from '../../fakes/server.ts'
import type { LinkedIds } from '../../fixtures/linked.ts'

/** What a test says of a paper that a source has; the rest is made up. */
export interface SourcePaper {
  id: string
  title?: string
  abstract?: string
  authors?: readonly string[]
  /** What cites it; nothing if absent. */
  linked?: LinkedIds
}

/** How a source's server answers the next request. */
export type Trouble = Fault | FakeAnswer

export interface SourceHarnessOptions {
  /** What the source has: on the list of DAY, to look up, and found by QUESTION, in this order. */
  papers?: readonly SourcePaper[]
  /** Ids of further items, which can't be parsed. */
  broken?: readonly string[]
  /** For one request, ms. */
  timeoutMs?: number
  /** What happens as a request comes. */
  onRequest?: () => void
  /** What happens while the source waits. */
  meanwhile?: () => void
}

/** A source against a local server of its kind, with a clock that advances only when it waits or is told to. */
export interface SourceHarness<Source> {
  source: Source
  /** Where the server is. */
  url: string
  requests: readonly FakeRequest[]
  /** When requests came, ms since the beginning. */
  times: readonly number[]
  /** The next requests fail like this, one each; after that all is well. Replaces what was left. */
  meets(...troubles: readonly Trouble[]): void
  advance(ms: number): void
  /** Stops the server, which is stopped in any case when the test ends. */
  close(): Promise<void>
}

export type CreateSourceHarness<Source> = (options?: SourceHarnessOptions) => Promise<SourceHarness<Source>>

/** What a source can do, and how it says what is wrong. */
export interface SourceTraits {
  list?: CreateSourceHarness<PaperSource>
  lookUp?: CreateSourceHarness<PaperLookUp>
  /** Where the look-up also says what cites a paper. */
  linked?: CreateSourceHarness<PaperLookUp>
  search?: CreateSourceHarness<RemoteSearch>
  /** Whether a long list comes in several answers. */
  hasPages: boolean
  /** The least time between two requests, ms. */
  intervalMs: number
  /** The media type that it asks for. */
  accepts: string
  /** What it says of an answer in another format than its own, after its name. */
  garbage: string
  /** Answers to a look-up that are in its format and describe no paper, and what it says of them, after its name. */
  unreadable: readonly (readonly [what: string, body: unknown, says: RegExp])[]
}

/** The day whose list the contract asks for. */
export const DAY = '2026-11-23'
/** The question that finds all papers. */
export const QUESTION = 'sheep'
