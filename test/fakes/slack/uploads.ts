import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer, FakeRequest } from '../server.ts'

type Arguments = Record<string, unknown>

export interface SharedFile {
  name: string
  text: string
  channel: string
}

export interface Uploads {
  shared: Happened<SharedFile>
  methods: Record<string, { token: 'bot'; run: (args: Arguments) => Arguments }>
  /** Takes what is posted to an upload's address; undefined for other requests. */
  upload(request: FakeRequest): FakeAnswer | undefined
}

const PATH = '/upload/v1/'

/** Uploads as Slack has them: an address, the bytes, and then who sees the file. */
export function createUploads(options: { scopes: readonly string[]; baseUrl: () => string }): Uploads {
  const shared = createRecord<SharedFile>()
  const open = new Map<string, { name: string; length: number; text?: string }>()
  const withScope =
    (run: (args: Arguments) => Arguments) =>
    (args: Arguments): Arguments =>
      options.scopes.includes('files:write') ? run(args) : { ok: false, error: 'missing_scope' }
  return {
    shared,
    methods: {
      'files.getUploadURLExternal': {
        token: 'bot',
        run: withScope(({ filename, length }) => {
          const id = `F0FILE${open.size}`
          open.set(id, { name: String(filename), length: Number(length) })
          return { ok: true, upload_url: `${options.baseUrl()}${PATH}${id}`, file_id: id }
        }),
      },
      'files.completeUploadExternal': {
        token: 'bot',
        run: withScope(({ files, channel_id: channel }) => {
          // A file can't be shared with a person's id.
          if (!/^[CGD][A-Z0-9]{8,}$/.test(String(channel))) return { ok: false, error: 'invalid_arguments' }
          const list: { id: string }[] = typeof files === 'string' ? JSON.parse(files) : Object(files)
          const found = [...list].map(({ id }) => open.get(id))
          if (found.some(file => file?.text === undefined)) return { ok: false, error: 'file_not_found' }
          for (const file of found)
            shared.add({ name: file?.name ?? '', text: file?.text ?? '', channel: String(channel) })
          return { ok: true, files: list }
        }),
      },
    },
    upload({ url, body }) {
      if (!url.pathname.startsWith(PATH)) return undefined
      const file = open.get(url.pathname.slice(PATH.length))
      if (!file || Buffer.byteLength(body) !== file.length) return { status: 400, body: 'bad upload' }
      file.text = body
      return { status: 200, body: `OK - ${file.length}` }
    },
  }
}
