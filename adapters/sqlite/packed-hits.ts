import type { Hit } from '../../src/ports/paper-index.ts'

/** Hits as an array for each property, in their order: thousands of objects take Node ten times as long to send to another thread. */
export type PackedHits = { readonly [Property in keyof Hit]: readonly number[] }

export const packHits = (hits: readonly Hit[]): PackedHits => ({
  key: hits.map(({ key }) => key),
  dayAt: hits.map(({ dayAt }) => dayAt),
  upvotes: hits.map(({ upvotes }) => upvotes),
  stars: hits.map(({ stars }) => stars),
})

export const unpackHits = ({ key, dayAt, upvotes, stars }: PackedHits): Hit[] =>
  key.map((each, place) => ({
    key: each,
    dayAt: dayAt[place] ?? 0,
    upvotes: upvotes[place] ?? 0,
    stars: stars[place] ?? 0,
  }))
