import { AsyncLocalStorage } from 'node:async_hooks'

/** One request of a person, while it is being handled. */
export interface RequestContext {
  /** A short text that a person can read out, and that finds its log lines. */
  reference: string
  /** Where it came from: a platform, or `web`. */
  from: string
  /** ms of a monotonic clock */
  arrivedAt: number
  isAcknowledged: boolean
  /** Something that a request starts and that outlives it, such as a connection to the database, isn't part of it. */
  isOver: boolean
}

const current = new AsyncLocalStorage<RequestContext | undefined>()

/** The request that this work belongs to. */
export function currentRequest(): RequestContext | undefined {
  const request = current.getStore()
  return request?.isOver ? undefined : request
}

export const currentReference = (): string | undefined => currentRequest()?.reference

/** Handles a request: all that the work waits for belongs to it. */
export function withRequest<Result>(request: RequestContext, work: () => Promise<Result>): Promise<Result> {
  return current.run(request, () =>
    work().finally(() => {
      request.isOver = true
    }),
  )
}

/** Runs work that a request only triggers, and that serves others too. */
export const outsideRequests = <Result>(work: () => Result): Result => current.run(undefined, work)
