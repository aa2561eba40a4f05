import { createServer, get, type Server } from 'node:http'
import { listenError } from './listen-error.ts'

/** They mean "all addresses of this machine", and don't work in a browser. */
const ALL_ADDRESSES = ['0.0.0.0', '::', '']

/** Where the pages are, on this machine. */
export function urlOf(host: string, port: number): string {
  const name = ALL_ADDRESSES.includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** @throws ListenError if the address is unavailable */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
    server.removeAllListeners('error')
  } catch (error) {
    throw listenError(error, host, port)
  }
}

/** Listens for a moment, to find out whether that is possible. @throws ListenError as the web server would */
export async function tryListening(host: string, port: number): Promise<void> {
  const server = createServer()
  await listen(server, host, port)
  await new Promise(resolve => server.close(resolve))
}

/** Characters. Other programs' pages are longer; our answer has a few reasons at most. */
const MAX_ANSWER = 10_000
const ANSWER_MS = 5_000

/** Whether a Paper Round answers at this address. Asks it directly, whatever proxy is set. */
export function isPaperRoundAt(url: string): Promise<boolean> {
  return new Promise(resolve => {
    const request = get(
      `${url}/readyz`,
      { agent: false, signal: AbortSignal.timeout(ANSWER_MS) },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', chunk => {
          text += chunk
          if (text.length > MAX_ANSWER) request.destroy()
        })
        response.on('error', () => resolve(false))
        response.on('close', () => resolve(isReadiness(text)))
      },
    )
    request.on('error', () => resolve(false))
  })
}

function isReadiness(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text)
    return (
      typeof answer === 'object' && answer !== null && 'ready' in answer && typeof answer.ready === 'boolean'
    )
  } catch {
    return false
  }
}
