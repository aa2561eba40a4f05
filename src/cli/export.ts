import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Env } from '../../config/schema.ts'
import { platformOf } from '../channels/channel-id.ts'
import { readChangers } from '../commands/change-rights.ts'
import { thisProcess } from '../composition/process.ts'
import { messageOf } from '../lib/errors.ts'
import { fileReason } from '../lib/file-reasons.ts'
import { EMAIL } from '../ports/email-addresses.ts'
import { FileError } from '../ports/file-error.ts'
import type { WorkspaceId } from '../ports/personal-data.ts'
import type { Store } from '../ports/store.ts'
import { exportChannels, exportHead } from '../privacy/export.ts'
import { plural } from '../text/format.ts'
import { openAddresses } from './email.ts'
import { print } from './output.ts'
import { withStore } from './with-store.ts'

export interface ExportOptions {
  workspace: WorkspaceId
  /** Where to write; by default standard output. Nothing may exist there. */
  file?: string
}

type Write = (text: string) => Promise<void>

/**
 * Writes what is stored about a workspace, as JSON, also while the bot runs.
 * @throws ConfigError, StoreError, FileError, OutputError
 */
export async function exportWorkspace({ workspace, file }: ExportOptions): Promise<void> {
  if (file === undefined) return void (await writeExport(workspace, print))
  const path = resolve(file)
  const target = openNew(path)
  try {
    const channels = await writeExport(workspace, async text => writeTo(target, path, text))
    closeSync(target)
    await print(`Exported ${plural(channels, 'channel')} of ${workspace} to ${path}.\n`)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

/** @returns how many channels */
async function writeExport(asked: WorkspaceId, write: Write): Promise<number> {
  const { result } = await withStore(async ({ env, store, signal }) => {
    const { workspace, address } = await found(asked, env, store)
    const whoCanChange = await readChangers(store.keyValues, `${workspace}/`)
    const head = await exportHead(store, workspace, { now: thisProcess.clock.now(), whoCanChange })
    let count = 0
    await write(`${JSON.stringify({ ...head, address }).slice(0, -1)},"channels":[`)
    for await (const channel of exportChannels(store, workspace)) {
      signal.throwIfAborted()
      await write(`${count++ > 0 ? ',' : ''}\n${JSON.stringify(channel)}`)
    }
    await write('\n]}\n')
    return count
  })
  return result
}

/** An e-mail address may be named by itself, or by its channel, which is a workspace of its own. */
async function found(
  asked: WorkspaceId,
  env: Env,
  store: Store,
): Promise<{ workspace: WorkspaceId; address?: string | undefined }> {
  if (platformOf(asked) !== EMAIL) return { workspace: asked }
  const addresses = await openAddresses(env, store)
  const workspace = (await addresses.channelOf(asked.slice(EMAIL.length + 1))) ?? asked
  return { workspace, address: (await addresses.find(workspace))?.address }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new FileError(
      why
        ? `${path} is there already and was left as it is. Name a file that isn't there.`
        : `${path} can't be written: ${fileReason(error, { ENOENT: 'there is no such folder' })}`,
      { cause: error },
    )
  }
}

function writeTo(file: number, path: string, text: string): void {
  const bytes = Buffer.from(text)
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
  } catch (error) {
    throw new FileError(`${path} can't be written: ${messageOf(error)}`, { cause: error })
  }
}
