import { statSync, utimesSync, writeFileSync } from 'node:fs'

/** Stored beside the database, because copying it must not change it: a newer version would migrate it. */
const markOf = (file: string): string => `${file}.backup`

/** Remembers that a database file was copied. @param at ms UTC */
export function noteBackup(file: string, at: number): void {
  writeFileSync(markOf(file), 'The time of this file is that of the last backup.\n')
  utimesSync(markOf(file), at / 1000, at / 1000)
}

/** When a database file was last copied and when it was made, ms UTC. */
export const backupOf = (file: string): { at: number | undefined; createdAt: number } => ({
  at: statSync(markOf(file), { throwIfNoEntry: false })?.mtimeMs,
  createdAt: statSync(file).birthtimeMs,
})
