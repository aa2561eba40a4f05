import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const startWorker = new URL('../../../adapters/shared/start-worker.ts', import.meta.url).href

/** What a thread does that says where its compile cache is. */
const THREAD = `
import { getCompileCacheDir } from 'node:module'
import { parentPort } from 'node:worker_threads'
parentPort?.postMessage(getCompileCacheDir() ?? 'none')`

/** A process that says where its compile cache is, and where that of a thread is that it starts. */
const program = (enable: string, folder: string): string => `
  import { enableCompileCache, getCompileCacheDir } from 'node:module'
  ${enable}
  const { startWorker } = await import(${JSON.stringify(startWorker)})
  startWorker('thread', ${JSON.stringify(pathToFileURL(join(folder, 'program.ts')))})
    .on('message', folder => console.log(JSON.stringify([getCompileCacheDir() ?? 'none', folder])))`

function cachesOf(enable: string, folder: string): string[] {
  writeFileSync(join(folder, 'thread.ts'), THREAD)
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const args = ['--input-type=module', '--eval', program(enable, folder)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env }))
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-thread-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('a thread uses the compile cache of its process, so that it needn’t compile its modules anew', () => {
  const [ofProcess, ofThread] = cachesOf(`enableCompileCache(${JSON.stringify(folder)})`, folder)
  expect(ofProcess).toContain(folder)
  expect(ofThread).toBe(ofProcess)
})

it('a thread has none where its process has none', () => {
  expect(cachesOf('', folder)).toEqual(['none', 'none'])
})
