import type { Paper } from '../../src/papers/paper.ts'
import { addPapers, categoriesOf, type NewPaper, type Writing } from './add-papers.ts'
import { missingOf } from './add-unlisted.ts'
import { toSources } from './codec.ts'
import { listedAmong, markAsListed } from './listed.ts'
import { reindex } from './paper-texts.ts'
import { createRowIds } from './row-id.ts'
import type { Database, Db } from './schema.ts'

type Row = Database['papers']

/** See `Papers.record`, for papers of a source without counts. @returns how many of the papers were new */
export async function recordUncounted(
  db: Db,
  writing: Writing,
  part: readonly Paper[],
  at: number,
): Promise<number> {
  if (part.length === 0) return 0
  const papers = new Map(part.map(paper => [paper.id, paper]))
  const rows = await db
    .selectFrom('papers')
    .selectAll()
    .where('arxivId', 'in', [...papers.keys()])
    .execute()
  const counted = await listedAmong(db, rows)
  const nextRowId = createRowIds(db)
  const changed: number[] = []
  for (const row of rows) {
    const paper = papers.get(row.arxivId)
    papers.delete(row.arxivId)
    if (!paper) continue
    // A paper that only a search or a file had is as new as all others on this list.
    const isFirstList = !row.sources && !counted.has(row.id)
    const columns = { ...changesOf(row, paper), ...(isFirstList && row.foundAt !== null && { foundAt: at }) }
    if (Object.keys(columns).length > 0) {
      await db.updateTable('papers').set(columns).where('id', '=', row.id).execute()
      changed.push(row.id)
    }
    if (isFirstList) changed.push(row.id, await markAsListed(db, row, paper, { at, nextRowId }))
  }
  const added: NewPaper[] = []
  for (const paper of papers.values()) added.push({ id: await nextRowId(paper.day), paper })
  await addPapers(db, writing, added, at, at)
  await reindex(db, writing.dialect, [...new Set(changed)])
  return added.length
}

/** The columns that the list changes: what is missing, the categories, and the sources. */
function changesOf(row: Row, paper: Paper): Partial<Row> {
  const columns: Partial<Row> = { ...missingOf(row, paper) }
  const categories = categoriesOf(paper)
  if (categories !== null && categories !== row.categories) columns.categories = categories
  const sources = toSources(paper, row.sources ?? null)
  if (sources !== row.sources) columns.sources = sources
  return columns
}
