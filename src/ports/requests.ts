/** Follows what people ask for from its arrival to the answer. */
export interface Requests {
  /**
   * Handles a request that has just arrived: every log line until the work ends has its reference, and error messages show it.
   * @param from a platform, or `web`
   */
  handle<Result>(from: string, work: () => Promise<Result>): Promise<Result>
  /** Records that the request was acknowledged; only the first call counts. */
  acknowledged(): void
  /** Records that the answer to the request was sent. */
  answered(): void
}

/** Handles requests without following them. */
export const untracked: Requests = {
  handle: (_from, work) => work(),
  acknowledged() {},
  answered() {},
}
