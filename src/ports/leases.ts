/** The right to do something, which one process has at a time. */
export interface Lease {
  name: string
  /** The process that has it, or the one piece of work. */
  holder: string
  /** When it ends unless it is renewed, ms UTC of the database's clock. */
  endsAt: number
}

/**
 * Named leases. The database's clock alone decides how long one lasts, so that a process whose clock is wrong neither keeps a lease
 * too long nor takes one too early. A holder must stop by itself when it can't renew its lease.
 */
export interface Leases {
  /**
   * Takes the lease for `forMs` if nobody has it, if it has ended, or if this holder has it.
   * @returns whether the holder has it now
   */
  acquire(name: string, holder: string, forMs: number): Promise<boolean>
  /**
   * Extends the lease to `forMs` from now.
   * @returns false where it has ended or is another's, so that it may have been given to others
   */
  renew(name: string, holder: string, forMs: number): Promise<boolean>
  /** Extends several leases to `forMs` from now, as `renew` does, in one statement. @returns the names of those that go on */
  renewAll(leases: readonly Pick<Lease, 'name' | 'holder'>[], forMs: number): Promise<string[]>
  /** Ends the lease if this holder has it. */
  release(name: string, holder: string): Promise<void>
  /** Those that haven't ended, ordered by name. */
  all(): Promise<Lease[]>
  /** The same, of those whose names begin with this. */
  startingWith(prefix: string): Promise<Lease[]>
  /** Deletes those that have ended. */
  tidy(): Promise<void>
  /** The database's clock, ms UTC. */
  now(): Promise<number>
}
