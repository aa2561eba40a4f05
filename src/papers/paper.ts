import { type SourceName, VOTED_SOURCE } from './sources.ts'

/** An arXiv paper as a source lists it. All text was cleaned when it was read: plain Unicode on one line. */
export interface Paper {
  /** arXiv id without version. Text, never a number: `2401.00010` is not 2401.0001. */
  id: string
  title: string
  abstract: string
  /** The authors' names, as far as the source lists them, in order. */
  authors: readonly string[]
  /** The day of the newest list with the paper, YYYY-MM-DD: a paper may be listed again days later. */
  day: string
  /** When it was put on that list, ms UTC. Its age counts from here. */
  listedAt: number
  /** When it appeared on arXiv, ms UTC. */
  publishedAt: number
  /** The source's own summary; often absent, sometimes long. */
  summary?: string | undefined
  keywords: readonly string[]
  /** arXiv's categories such as `cs.CL`, the primary one first; absent if unknown. */
  categories?: readonly string[] | undefined
  organization?: string | undefined
  codeUrl?: string | undefined
  projectUrl?: string | undefined
  thumbnailUrl?: string | undefined
  /** Whether its authors or arXiv withdrew it. */
  withdrawn?: boolean | undefined
  /** Whether the source's list of its day no longer has it. */
  delisted?: boolean | undefined
  /** The sources that have listed it; absent if none has. */
  sources?: readonly SourceName[] | undefined
}

/** A paper's upvotes, comments and stars at one moment. */
export interface Counts {
  upvotes: number
  comments: number
  /** Stars of its code repository; absent if it has none or the source doesn't say. */
  stars?: number | undefined
}

export interface ListedPaper {
  paper: Paper
  /** Absent if the source has no votes: then the paper is on its list because it is new. */
  counts?: Counts | undefined
}

type MaybeCounted = Pick<ListedPaper, 'counts'>

/** A paper with its counts. */
export type Counted<P extends MaybeCounted = ListedPaper> = P & { counts: Counts }

export const isCounted = <P extends MaybeCounted>(listed: P): listed is Counted<P> =>
  listed.counts !== undefined

/** A paper's counts at one moment, ms UTC. */
export interface Snapshot {
  at: number
  counts: Counts
}

/** A paper that was looked up by its id. If it was never listed, its day is the day of publication. */
export interface FoundPaper {
  paper: Paper
  /** Absent if the source has no counts. */
  counts?: Counts | undefined
  growth?: Growth | undefined
  /** Absent if there is nothing, or the source doesn't say. */
  linked?: LinkedRepos | undefined
}

/** Kinds of repositories on Hugging Face that cite papers. */
export const LINKED_KINDS = ['models', 'datasets', 'spaces'] as const
export type LinkedKind = (typeof LINKED_KINDS)[number]

/** The repositories that cite a paper. A kind is absent if there is none of it, or the source doesn't say. */
export type LinkedRepos = { readonly [Kind in LinkedKind]?: LinkedItems | undefined }

export interface LinkedItems {
  /** At least 1. */
  count: number
  /** Where they are listed; the page of the only one. */
  url: string
}

/** How the counts changed between two snapshots at least an hour apart. */
export interface Growth {
  upvotes: number
  stars?: number | undefined
  /** Time between the two snapshots, in hours. */
  hours: number
}

/** A paper to be ranked, with its latest counts and, if there are two snapshots, their growth. */
export interface Candidate extends ListedPaper {
  /** When we first saw the paper, ms UTC. */
  firstSeenAt: number
  growth?: Growth | undefined
}

/** Whether nobody could vote on a paper yet: only sources without votes list it. */
export const isUnvoted = ({ paper, counts }: Pick<FoundPaper, 'paper' | 'counts'>): boolean =>
  counts === undefined && (paper.sources ?? []).length > 0

/** The paper's page on Hugging Face, with the discussion. */
export const paperUrl = (id: string): string => `https://huggingface.co/papers/${id}`

/** The page that a paper's title links to: Hugging Face has none for a paper that only other sources list. */
export const pageUrl = ({ id, sources }: Pick<Paper, 'id' | 'sources'>): string =>
  sources && !sources.includes(VOTED_SOURCE) ? arxivUrl(id) : paperUrl(id)

export const arxivUrl = (id: string): string => `https://arxiv.org/abs/${id}`
export const pdfUrl = (id: string): string => `https://arxiv.org/pdf/${id}`

/** The page of a day's list. */
export const listUrl = (day: string): string => `https://huggingface.co/papers/date/${day}`
