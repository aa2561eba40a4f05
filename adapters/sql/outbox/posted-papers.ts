import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Db } from '../schema.ts'

/** KeyValueStore that a channel has had papers. What it had before stays with the delivery that brought it. */
export async function insertPostedPapers(
  db: Db,
  { channel, papers, delivery }: { channel: ChannelId; papers: readonly string[]; delivery: number },
): Promise<void> {
  await db
    .insertInto('postedPapers')
    .values(papers.map(paper => ({ channel, paper, delivery })))
    .onConflict(conflict => conflict.columns(['channel', 'paper']).doNothing())
    .execute()
}
