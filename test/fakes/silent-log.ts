import type { Log } from '../../src/ports/log.ts'

/** A log that writes nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
