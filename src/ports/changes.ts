/** What processes on one database tell each other: papers were stored; something is due to be delivered. */
export type Topic = 'papers' | 'due'

/** Notifications between the processes on one database. They only save time: what is missed must be found by looking, too. */
export interface Changes {
  /** Notifies all processes, this one included. */
  publish(topic: Topic): Promise<void>
  /**
   * Calls the listener for each notification, and whenever some may have been missed, such as after a lost connection.
   * @returns ends that
   */
  listen(topic: Topic, listener: () => void): () => void
}
