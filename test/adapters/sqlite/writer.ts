import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { beginSending, channel, digestOf, edition, listed, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'

/** Delivers editions in the database named on the command line until it is killed. Prints the number of each settled one. */

const store = await openSqliteStore({ path: process.argv[2] ?? '', log: silentLog })
await store.channels.save(channel())
for (let number = 1; ; number++) {
  const papers = [1, 2, 3].map(place => `${number}.${place}`)
  await store.papers.record(
    papers.map(id => listed(id)),
    NOW,
  )
  const { id, lease } = await beginSending(
    store,
    edition(`edition ${number}`, { digest: digestOf(...papers) }),
  )
  await store.outbox.posted(id, lease, `message ${number}`)
  await store.outbox.settle(id, lease, { kind: 'sent' }, NOW)
  process.stdout.write(`${number}\n`)
}
