import { messageOf } from '../lib/errors.ts'
import type { Changes, Topic } from '../ports/changes.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'

/** What this process tells the others, and hears from them. */
export interface Announcements {
  /** Tells all processes. Never rejects: a lost announcement is noticed within a minute. */
  announce(topic: Topic): Promise<void>
  /** Calls the listener when another process announces this, or may have. */
  onAnnounced(topic: Topic, listener: () => void): void
  /** Looks for announcements that weren't heard. */
  look(): Promise<void>
}

/** Announcements that are also stored; due deliveries are looked for every minute anyway. */
const WRITTEN: readonly Topic[] = ['papers']

const keyOf = (topic: Topic): string => `announced ${topic}`

/** @param deps.newId a new name for each announcement */
export function createAnnouncements(deps: {
  changes: Changes
  keyValues: KeyValueStore
  log: Log
  newId: () => string
}): Announcements {
  const { changes, keyValues, log, newId } = deps
  const listeners = new Map<Topic, (() => void)[]>()
  /** The last announcement that this process knows of. */
  const known = new Map<Topic, string | undefined>()

  return {
    async announce(topic) {
      try {
        if (WRITTEN.includes(topic)) {
          const id = newId()
          await keyValues.set(keyOf(topic), id)
          known.set(topic, id)
        }
        await changes.publish(topic)
      } catch (error) {
        log.debug({ topic, error: messageOf(error) }, 'could not tell other processes')
      }
    },
    onAnnounced(topic, listener) {
      changes.listen(topic, listener)
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener])
    },
    async look() {
      for (const topic of WRITTEN) {
        const id = await keyValues.get(keyOf(topic))
        if (id === known.get(topic)) continue
        known.set(topic, id)
        for (const listener of listeners.get(topic) ?? []) listener()
      }
    },
  }
}
