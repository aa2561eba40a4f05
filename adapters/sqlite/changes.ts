import { EventEmitter } from 'node:events'
import type { Changes } from '../../src/ports/changes.ts'

/** Notifications within this process: no other bot has the file open. */
export function createLocalChanges(): Changes {
  const emitter = new EventEmitter()
  return {
    async publish(topic) {
      emitter.emit(topic)
    },
    listen(topic, listener) {
      emitter.on(topic, listener)
      return () => emitter.off(topic, listener)
    },
  }
}
