import { describe, expect, it, onTestFinished } from 'vitest'
import { openPostgresStore } from '../../../adapters/postgres/store.ts'
import { madeUpPapers } from '../../contracts/paper-index/samples.ts'
import { NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

const createHarness = createHarnesses()

/** The index as it was before papers had marks of their periods, before the table of places, and before spellings were one. */
const EARLIER = `drop table paper_texts_places;
  update paper_texts set tokens = ts_delete(tokens, array(select lexeme from unnest(tokens) where lexeme ~ '^[.][0-9]'));
  update paper_texts set tokens = ts_delete(tokens, 'tumor');
  delete from kysely_migration where name >= '0022'`

const DAYS = ['1999-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31']

describe.skipIf(!hasServer)(`a database of an earlier version on a server${needsServer}`, () => {
  it('gets the index that a new one has', async () => {
    const harness = await createHarness()
    onTestFinished(harness.remove)
    const store = await harness.open()
    const british = candidate('2611.00099', { paper: { abstract: 'We study tumours.' } })
    const papers = [...madeUpPapers(), british].map((each, index) => ({
      ...each,
      paper: { ...each.paper, day: DAYS[index % DAYS.length] ?? '' },
    }))
    await store.papers.record(papers, NOW)
    const contents = async () => [
      await harness.query('select paper, tokens::text from paper_texts order by paper'),
      await harness.query('select paper, places::text from paper_texts_places order by paper'),
      await harness.query(`select indexdef from pg_indexes where tablename like 'paper_texts%' order by 1`),
      await harness.query(`select attrelid::regclass::text, attname, attstorage, attstattarget from pg_attribute
        where attrelid in ('paper_texts'::regclass, 'paper_texts_places'::regclass) and attnum > 0 order by 1, 2`),
    ]
    const before = await contents()
    await harness.query(EARLIER)
    const upgraded = await openPostgresStore({ url: harness.url, log: silentLog })
    await upgraded.close()
    expect(await contents()).toEqual(before)
  })
})
