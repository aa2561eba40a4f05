import type { FakeRequest } from '../server.ts'

export interface UploadedFile {
  name: string
  text: string
}

/** One part of a multipart form. */
function partOf(raw: string): { name: string; fileName: string | undefined; content: string } {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, end)
  return {
    name: /\bname="([^"]*)"/.exec(head)?.[1] ?? '',
    fileName: /\bfilename="([^"]*)"/.exec(head)?.[1],
    content: raw.slice(end + 4).replace(/\r\n$/, ''),
  }
}

/** The JSON of a request, and its files: with files, Discord takes a multipart form whose field `payload_json` has the JSON. */
export function readBody({ headers, body }: FakeRequest): { body: unknown; files: UploadedFile[] } {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1]
  if (!boundary) return { body: body ? JSON.parse(body) : undefined, files: [] }
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => partOf(part.replace(/^\r\n/, '')))
  const payload = parts.find(({ name }) => name === 'payload_json')?.content
  return {
    body: payload ? JSON.parse(payload) : undefined,
    files: parts.flatMap(({ fileName, content }) =>
      fileName === undefined ? [] : [{ name: fileName, text: content }],
    ),
  }
}
