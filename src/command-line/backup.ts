import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { FileError } from '../errors.ts'
import { thisProcess } from '../main.ts'
import { bytesText } from '../text/numbers.ts'
import { lengthText } from '../text/times.ts'
import { withStore } from './with-store.ts'

/**
 * Copies the database to a file, beside a running bot if need be, and prints how it went. A copy that was broken off doesn't bear
 * the name asked for.
 * @throws ConfigError, StoreError, and FileError where there is such a file
 */
export async function backup(path: string, options: { json?: boolean }): Promise<void> {
  const file = resolve(path)
  if (existsSync(file))
    throw new FileError(`${file} is there already. Name another file, or move that one away.`)
  const part = `${file}.part`
  const { cost } = await withStore(async ({ store }) => {
    rmSync(part, { force: true })
    try {
      await store.copyTo(part)
      renameSync(part, file)
    } finally {
      rmSync(part, { force: true })
    }
  })
  const { size: bytes } = statSync(file)
  const text = options.json
    ? JSON.stringify({ file, bytes, ms: cost.ms })
    : `Copied the database to ${file}: ${bytesText(bytes)} in ${lengthText(cost.ms)}.`
  thisProcess.stdout.write(`${text}\n`)
}
