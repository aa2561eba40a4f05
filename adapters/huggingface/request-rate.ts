/** Requests that the API allows in 5 minutes, without and with a token: huggingface.co/docs/hub/rate-limits. */
const ALLOWED = { anonymous: 500, known: 1_000 }
const SPAN_MS = 5 * 60_000

/** Who asks for a lot leaves a fifth of what is allowed to a bot that runs beside. */
const SHARE = 0.8

/** How far apart many requests should begin, ms. */
export const requestIntervalMs = (token: string | undefined): number =>
  Math.ceil(SPAN_MS / ((token ? ALLOWED.known : ALLOWED.anonymous) * SHARE))
