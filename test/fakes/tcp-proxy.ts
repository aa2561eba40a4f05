import net, { type AddressInfo } from 'node:net'

/** Passes connections on to a server, as the network between two machines does. */
export interface TcpProxy {
  port: number
  /** Passes nothing on, and says nothing about it: as when a cable is pulled. New connections get no answer either. */
  stop(): void
  resume(): void
  close(): Promise<void>
}

/** @param target where connections go */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>()
  let isStopped = false

  function track(socket: net.Socket): void {
    sockets.add(socket)
    if (isStopped) socket.pause()
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  const server = net.createServer(client => {
    const upstream = net.connect(target)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      track(from)
      from.on('data', chunk => {
        if (!to.destroyed) to.write(chunk)
      })
      from.on('close', () => to.destroy())
      if (isStopped) from.pause()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      isStopped = true
      for (const socket of sockets) socket.pause()
    },
    resume() {
      isStopped = false
      for (const socket of sockets) socket.resume()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
