import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { placeOf } from '../../../adapters/stores.ts'

/**
 * The row changes of a delivery in SQL alone: claim, begin, and settle with the message's id and the papers, each committed as in the
 * outbox. Statements are prepared, and nothing is parsed or decided.
 */
export interface Bare {
  claim(ids: readonly number[], lease: string): Promise<void>
  /** @param papers ids of those in the digest */
  deliver(id: number, lease: string, channel: string, papers: readonly string[]): Promise<void>
  close(): Promise<void>
}

const AT = Date.parse('2026-11-23T09:02Z')
const BEGIN = `update deliveries set state = 'sending', attempts = attempts + 1, tried_at = ${AT} where id = $1 and lease = $2`
const SETTLE = `update deliveries set state = 'sent', message_ids = '["1"]', settled_at = ${AT}, error = null, lease = null, lease_until = null where id = $1 and lease = $2`

export const openBare = (url: string): Promise<Bare> => {
  const place = placeOf(url, '/')
  return place.kind === 'file' ? openFile(place.file) : openServer(place.url)
}

async function openFile(file: string): Promise<Bare> {
  const database = new DatabaseSync(file)
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = fast',
  )
  const [begin, settle] = [BEGIN, SETTLE].map(text => database.prepare(text.replaceAll(/\$\d/g, '?')))
  const insert = database.prepare(
    'insert into posted_papers (channel, paper, delivery) values (?, ?, ?) on conflict do nothing',
  )
  const claim = database.prepare(
    `update deliveries set lease = ?, lease_until = ${AT + 60_000} where id = ? and state = 'due'`,
  )
  const commit = (work: () => void): void => {
    database.exec('begin immediate')
    work()
    database.exec('commit')
  }
  return {
    async claim(ids, lease) {
      commit(() => {
        for (const id of ids) claim.run(lease, id)
      })
    },
    async deliver(id, lease, channel, papers) {
      begin?.run(id, lease)
      commit(() => {
        settle?.run(id, lease)
        for (const paper of papers) insert.run(channel, paper, id)
      })
    },
    async close() {
      database.close()
    },
  }
}

async function openServer(url: string): Promise<Bare> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const named = (name: string, text: string, values: unknown[]) => ({ name, text, values })
  return {
    async claim(ids, lease) {
      const text = `update deliveries set lease = $1, lease_until = ${AT + 60_000} where id = any($2) and state = 'due'`
      await pool.query(named('claim', text, [lease, ids]))
    },
    async deliver(id, lease, channel, papers) {
      await pool.query(named('begin', BEGIN, [id, lease]))
      const client = await pool.connect()
      await client.query('begin')
      await client.query(named('settle', SETTLE, [id, lease]))
      const text =
        'insert into posted_papers (channel, paper, delivery) select $1, paper, $2 from unnest($3::text[]) paper on conflict do nothing'
      await client.query(named('papers', text, [channel, id, papers]))
      await client.query('commit')
      client.release()
    },
    close: () => pool.end(),
  }
}
