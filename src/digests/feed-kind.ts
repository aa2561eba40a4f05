export const FEED_KINDS = ['paper', 'day', 'week'] as const
/** Whether each item of a feed is a paper, or the best papers of a day or of a week. */
export type FeedKind = (typeof FEED_KINDS)[number]
