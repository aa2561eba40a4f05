import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const startWorker = new URL('../../../adapters/shared/start-worker.ts', import.meta.url).href

/** A process that says where its compile cache is, and where that of a thread is that it starts. */
const program = (enable: string): string => `
  import { enableCompileCache, getCompileCacheDir } from 'node:module'
  ${enable}
  const { startWorker } = await import(${JSON.stringify(startWorker)})
  const thread = "import { getCompileCacheDir } from 'node:module'; import { parentPort } from 'node:worker_threads'; " +
    "parentPort.postMessage(getCompileCacheDir() ?? 'none')"
  startWorker(new URL('data:text/javascript,' + encodeURIComponent(thread)))
    .on('message', folder => console.log(JSON.stringify([getCompileCacheDir() ?? 'none', folder])))`

function cachesOf(enable: string): string[] {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const args = ['--input-type=module', '--eval', program(enable)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env }))
}

it('a thread uses the compile cache of its process, so that it needn’t strip types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-compile-cache-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [ofProcess, ofThread] = cachesOf(`enableCompileCache(${JSON.stringify(folder)})`)
  expect(ofProcess).toContain(folder)
  expect(ofThread).toBe(ofProcess)
})

it('a thread has none where its process has none', () => {
  expect(cachesOf('')).toEqual(['none', 'none'])
})
