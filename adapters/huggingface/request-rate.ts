/** Requests that the API allows in 5 minutes, without and with a token: huggingface.co/docs/hub/rate-limits. */
const ALLOWED = { anonymous: 500, known: 1_000 }
const SPAN_MS = 5 * 60_000

/** A backfill leaves a fifth of the limit to a bot that runs at the same time. */
const SHARE = 0.8

/** The interval between the starts of requests of a backfill, ms. */
export const requestIntervalMs = (token: string | undefined): number =>
  Math.ceil(SPAN_MS / ((token ? ALLOWED.known : ALLOWED.anonymous) * SHARE))
