import { createServer, type RequestListener } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { createThumbnailSource } from '../../../adapters/huggingface/thumbnails.ts'
import { SourceError } from '../../../src/ports/source-error.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const MEGABYTE = 2 ** 20

/** A source whose mirror is a local server. */
async function sourceAt(answer: RequestListener, timeoutMs?: number) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const url = `http://127.0.0.1:${port}`
  return { source: createThumbnailSource({ endpoint: url, ...(timeoutMs && { timeoutMs }) }), url, requests }
}

const sends = (bytes: Uint8Array, status = 200) =>
  sourceAt((_, response) => response.writeHead(status, { 'content-type': 'text/html' }).end(bytes))

it.each([
  ['https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2611.00001.png', true],
  ['https://cdn-uploads.huggingface.co/production/uploads/a.jpeg', true],
  ['https://huggingface.co/a.png', true],
  ['http://cdn-thumbnails.huggingface.co/a.png', false],
  ['https://cdn-thumbnails.huggingface.co:8443/a.png', false],
  ['https://ada:secret@cdn-thumbnails.huggingface.co/a.png', false],
  ['https://cdn-thumbnails.huggingface.co.example.org/a.png', false],
  ['https://example.org/cdn-thumbnails.huggingface.co', false],
  ['http://169.254.169.254/latest/meta-data', false],
  ['http://127.0.0.1:8080/admin', false],
  ['file:///etc/passwd', false],
  ['no address', false],
  [undefined, false],
])('only the source’s own servers are asked for pictures: %s', (url, accepted) => {
  expect(createThumbnailSource({ endpoint: 'https://huggingface.co' }).accepts(url)).toBe(accepted)
})

it.each([
  ['image/png', PNG],
  ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['image/webp', Buffer.from('RIFF\n\n\n\nWEBPVP8 ', 'latin1')],
  ['image/gif', Buffer.from('GIF89a', 'latin1')],
])('is %s by how the file begins, whatever the server says', async (type, bytes) => {
  const { source, url } = await sends(bytes)
  expect(await source.load(`${url}/a`)).toEqual({ type, bytes })
})

it.each([
  ['HTML', Buffer.from('<script>alert(1)</script>')],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['nothing', Buffer.alloc(0)],
  ['a picture that begins later', Buffer.concat([Buffer.from(' '), PNG])],
  ['more than a megabyte', Buffer.concat([PNG, Buffer.alloc(MEGABYTE)])],
])('is none where the server sends %s', async (_what, bytes) => {
  const { source, url } = await sends(bytes)
  expect(await source.load(`${url}/a.png`)).toBeUndefined()
})

it('may have a megabyte', async () => {
  const { source, url } = await sends(Buffer.concat([PNG, Buffer.alloc(MEGABYTE - PNG.length)]))
  expect((await source.load(`${url}/a.png`))?.bytes).toHaveLength(MEGABYTE)
})

it('asks no other server, and follows no redirect', async () => {
  const other = await sends(PNG)
  const redirecting = await sourceAt((_, response) => response.writeHead(302, { location: other.url }).end())
  expect(await redirecting.source.load(`${redirecting.url}/a.png`)).toBeUndefined()
  expect(await redirecting.source.load(`${other.url}/a.png`)).toBeUndefined()
  expect(redirecting.requests).toEqual(['/a.png'])
  expect(other.requests).toEqual([])
})

it.each([404, 403])('is none where the server answers %i', async status => {
  const { source, url } = await sends(PNG, status)
  expect(await source.load(`${url}/a.png`)).toBeUndefined()
})

it.each([429, 500, 503])('fails for now where the server answers %i', async status => {
  const { source, url } = await sends(PNG, status)
  await expect(source.load(`${url}/a.png`)).rejects.toThrow(SourceError)
})

it('fails for now where the server doesn’t answer or finish in time', async () => {
  const silent = await sourceAt(() => {}, 20)
  await expect(silent.source.load(`${silent.url}/a.png`)).rejects.toThrow('can’t be reached')
  const stalls = await sourceAt((_, response) => void response.write(PNG), 20)
  await expect(stalls.source.load(`${stalls.url}/a.png`)).rejects.toThrow(SourceError)
})
