import { SealError, type Sealer } from '../lib/sealed.ts'
import { plural } from '../text/format.ts'

const PAGE_SIZE = 100

type Id = `${string}:${string}`

/** A row with secrets, sealed for its id, such as an installation or a webhook. */
interface SealedRow {
  id: Id
  secrets?: string | undefined
  revision: number
}

/** Where such rows are stored. */
export interface SealedRows {
  find(id: Id): Promise<SealedRow | undefined>
  replaceSecrets(id: Id, revision: number, secrets: string): Promise<boolean>
  page(after: Id | undefined, limit: number): Promise<SealedRow[]>
}

/** All rows that have secrets. */
async function* sealedOnes(rows: SealedRows): AsyncGenerator<SealedRow & { secrets: string }> {
  let after: Id | undefined
  for (;;) {
    const page = await rows.page(after, PAGE_SIZE)
    for (const each of page) if (each.secrets !== undefined) yield { ...each, secrets: each.secrets }
    after = page.at(-1)?.id
    if (after === undefined) return
  }
}

/** Which stored secrets our keys open. */
export interface KeyReport {
  /** Rows with secrets. */
  count: number
  /** Those that none of our keys opens. */
  unreadable: Id[]
  /** The ids of the keys that would. */
  missingKeys: string[]
  /** How many are readable, but not sealed with the first key. */
  older: number
}

/** Tries our keys on all rows. @param sealer undefined where no key is set */
export async function checkKeys(rows: SealedRows, sealer: Sealer | undefined): Promise<KeyReport> {
  const report: KeyReport = { count: 0, unreadable: [], missingKeys: [], older: 0 }
  const missing = new Set<string>()
  for await (const { id, secrets } of sealedOnes(rows)) {
    report.count++
    try {
      if (!sealer) throw new SealError('there is no key', secrets.split('.')[1])
      sealer.open(secrets, id)
      if (!sealer.isCurrent(secrets)) report.older++
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      report.unreadable.push(id)
      if (error.missingKey !== undefined) missing.add(error.missingKey)
    }
  }
  return { ...report, missingKeys: [...missing].sort() }
}

/** What to do about tokens that can't be read, in a sentence; undefined where all can. */
export function unreadableText({ count, unreadable, missingKeys }: KeyReport): string | undefined {
  if (unreadable.length === 0) return undefined
  const which =
    unreadable.length === count ? `all ${plural(count, 'workspace')}` : plural(unreadable.length, 'workspace')
  const what = `SECRET_KEY doesn’t open the stored tokens of ${which}`
  return missingKeys.length > 0
    ? `${what}, which were encrypted with another key (${missingKeys.join(', ')}). Add that key to SECRET_KEY after a comma, or let them install the app again.`
    : `${what}: they were changed in the database. Restore a backup, or let them install the app again.`
}

/** The result of a rotation. */
export interface Rotation {
  rotated: number
  /** Sealed with the first key already. */
  current: number
  unreadable: Id[]
}

/** Attempts at a row that changes at the same time. */
const ATTEMPTS = 5

/**
 * Seals all secrets with the first key. May be interrupted and run again, also while the bot runs: each row is changed atomically,
 * and those that are done are skipped.
 */
export async function rotateKeys(rows: SealedRows, sealer: Sealer, signal?: AbortSignal): Promise<Rotation> {
  const rotation: Rotation = { rotated: 0, current: 0, unreadable: [] }

  async function rotate(first: SealedRow): Promise<'rotated' | 'current' | 'unreadable'> {
    let row: SealedRow | undefined = first
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { id, revision, secrets } = row
      if (secrets === undefined || sealer.isCurrent(secrets)) return 'current'
      let text: string
      try {
        text = sealer.open(secrets, id)
      } catch (error) {
        if (error instanceof SealError) return 'unreadable'
        throw error
      }
      if (await rows.replaceSecrets(id, revision, sealer.seal(text, id))) return 'rotated'
      row = await rows.find(id)
      if (!row) return 'current'
    }
    throw new Error(`${first.id} changes all the time; run it again`)
  }

  for await (const row of sealedOnes(rows)) {
    signal?.throwIfAborted()
    const result = await rotate(row)
    if (result === 'unreadable') rotation.unreadable.push(row.id)
    else rotation[result]++
  }
  return rotation
}
