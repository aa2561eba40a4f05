import { fork } from 'node:child_process'
import { once } from 'node:events'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { botAnswerSchema } from './bot-orders.ts'

/** A running bot process that a test controls. */
export interface Bot {
  /** Address of its web server. */
  url: string
  /** Its log so far: one JSON object a line. */
  log(): string
  /** Sets its clock and runs the jobs of that minute; resolves when they are done. */
  at(time: string): Promise<void>
  /** Stops it cleanly. @returns its exit code */
  stop(): Promise<number | null>
  /** Kills it at once, like a power cut. */
  kill(): Promise<void>
}

export interface BotOptions {
  file?: URL
  power?: AbortSignal
}

const PROCESS = new URL('bot-process.ts', import.meta.url)

/**
 * Starts the bot and waits until it is connected to every platform. Rejects with its log if it exits before that.
 * @param options.file the script to run, if not the usual one
 * @param options.power kills it at once when aborted, also while it starts
 */
export async function startBot(
  env: Record<string, string>,
  now: string,
  { file = PROCESS, power }: BotOptions = {},
): Promise<Bot> {
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
  power?.addEventListener('abort', () => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
  const exited = once(child, 'exit').then(([code]): number | null => code)
  const pending = new Map<number, () => void>()
  let orders = 0

  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', message => {
      const answer = botAnswerSchema.parse(message)
      if ('ready' in answer) resolve(answer.ready)
      else pending.get(answer.done)?.()
    })
    void exited.then(code => reject(new Error(`the bot ended with exit code ${code}:\n${output}`)))
  })
  const order = (fields: { kind: 'at'; time: string } | { kind: 'stop' }): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = ++orders
      pending.set(id, resolve)
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
