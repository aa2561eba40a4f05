import { fork } from 'node:child_process'
import { once } from 'node:events'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { botAnswerSchema } from './bot-orders.ts'

/** A running bot process, as a test handles it. */
export interface Bot {
  /** Where its web server is. */
  url: string
  /** Its log so far: one JSON object a line. */
  log(): string
  /** Sets its clock to a time and lets a minute come; resolves when all that was due is done. */
  at(time: string): Promise<void>
  /** Stops it in order. @returns its exit code */
  stop(): Promise<number | null>
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
}

const PROCESS = new URL('bot-process.ts', import.meta.url)

/**
 * Starts the bot and waits until it is connected to every platform. Rejects with its log where it ends before that.
 * @param file the process, where it isn't the usual one
 */
export async function startBot(env: Record<string, string>, now: string, file = PROCESS): Promise<Bot> {
  const child = fork(file, {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'debug',
      TEST_NOW: now,
      ...COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
  const exited = once(child, 'exit').then(([code]): number | null => code)
  const waiting = new Map<number, () => void>()
  let orders = 0

  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', message => {
      const answer = botAnswerSchema.parse(message)
      if ('ready' in answer) resolve(answer.ready)
      else waiting.get(answer.done)?.()
    })
    void exited.then(code => reject(new Error(`the bot ended with exit code ${code}:\n${output}`)))
  })
  const order = (fields: { kind: 'at'; time: string } | { kind: 'stop' }): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = ++orders
      waiting.set(id, resolve)
      void exited.then(() =>
        fields.kind === 'stop' ? resolve() : reject(new Error(`the bot ended:\n${output}`)),
      )
      child.send({ id, ...fields }, error => error && reject(error))
    })

  return {
    url: await ready,
    log: () => output,
    at: time => order({ kind: 'at', time }),
    async stop() {
      await order({ kind: 'stop' })
      return await exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
