import type { Rate } from '../../src/lib/allowance.ts'

/** Limits of the HTTP server for one request. */
export const LIMITS = {
  /** All headers of a request together, bytes. */
  maxHeaderSize: 16_384,
  /** Until the headers have arrived, ms. */
  headersTimeout: 5_000,
  /** Until the whole request has arrived, ms. Slack waits 3 s for an answer. */
  requestTimeout: 10_000,
  /** How often Node looks for connections past those times, ms. */
  connectionsCheckingInterval: 2_000,
  /** Between two requests on one connection, ms. */
  keepAliveTimeout: 5_000,
} as const

/** Connections at once; for more, idle ones are closed. Each takes some 50 KB, and a process often may have 1,024 files open. */
export const MAX_CONNECTIONS = 512

/** How long a shutdown waits for running requests before it closes their connections, ms. */
export const STOP_GRACE_MS = 1_000

/** A form, bytes: the largest has fifty topics. */
export const MAX_FORM_BYTES = 32_768
/** All forms that are being read. */
export const FORM_LIMITS = { inAll: 2 ** 20, large: MAX_FORM_BYTES, largeAtOnce: 4, largeMs: 2_000 }

/** The text of all pages that are stored at once, bytes: a thousand usual ones, or a hundred of the largest feeds. */
export const MAX_CACHED_BYTES = 24 * 2 ** 20
/** Pages that show how the bot is: addresses of the first one. */
export const MAX_BRIEF_PAGES = 20
/** What is stored of a page besides, and the end of one whose end comes later, bytes. */
export const PAGE_BYTES = { least: 1_024, rest: 16_384 }

/** Pages of the operator's page and attempts to sign in, for one address. */
export const ATTEMPTS: Rate = { count: 20, perMs: 60_000 }

/** Pages for links in mails and questions for digests by e-mail, for one address. */
export const EMAIL_PAGES: Rate = { count: 60, perMs: 60_000 }

/** A report of a mail server, with the mail that it is about, bytes. */
export const MAX_REPORT_BYTES = 512 * 1024
/** All reports that are being read. */
export const REPORT_LIMITS = {
  inAll: 2 * MAX_REPORT_BYTES,
  large: MAX_FORM_BYTES,
  largeAtOnce: 2,
  largeMs: 5_000,
}
