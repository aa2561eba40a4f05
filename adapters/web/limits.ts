/** What one request may take of the server. */
export const LIMITS = {
  /** All headers of a request together, bytes. */
  maxHeaderSize: 16_384,
  /** Until the headers are there, ms. */
  headersTimeout: 5_000,
  /** Until the whole request is there, ms. Slack gives up on us after 3 s. */
  requestTimeout: 10_000,
  /** How often Node looks for connections past those times, ms. */
  connectionsCheckingInterval: 2_000,
  /** Between two requests on one connection, ms. */
  keepAliveTimeout: 5_000,
} as const

/** Connections at once; more are refused. */
export const MAX_CONNECTIONS = 512

/** How long a stop waits for answers under way before it cuts them off, ms. */
export const STOP_GRACE_MS = 1_000
