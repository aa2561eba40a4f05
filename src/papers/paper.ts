/** One arXiv paper as a source lists it. All text is cleaned on the way in: plain Unicode on one line. */
export interface Paper {
  /** arXiv id without version. Text, never a number: `2401.00010` is not 2401.0001. */
  id: string
  title: string
  abstract: string
  /** Names of the authors that the source shows, in order. */
  authors: readonly string[]
  /** The day of the list that the paper first stood in, YYYY-MM-DD. */
  day: string
  /** When the paper was put on that list, ms UTC. Its age counts from here. */
  listedAt: number
  /** When it appeared on arXiv, ms UTC. */
  publishedAt: number
  /** The source's own summary; often absent, sometimes long. */
  summary?: string | undefined
  keywords: readonly string[]
  /** arXiv's categories, the primary one first, such as `cs.CL`; absent where they aren't known. */
  categories?: readonly string[] | undefined
  organization?: string | undefined
  codeUrl?: string | undefined
  projectUrl?: string | undefined
  thumbnailUrl?: string | undefined
}

/** What people have given a paper at one moment. */
export interface Counts {
  upvotes: number
  comments: number
  /** Stars of its code repository; absent where it has none or the source doesn't say. */
  stars?: number | undefined
}

export interface ListedPaper {
  paper: Paper
  counts: Counts
}

/** A paper that was looked up by its id, on whatever list it stands or doesn't; its day is then that of its publication. */
export interface FoundPaper {
  paper: Paper
  /** Absent where the source counts nothing. */
  counts?: Counts | undefined
  growth?: Growth | undefined
}

/** How the counts moved between two snapshots that lie at least an hour apart. */
export interface Growth {
  upvotes: number
  stars?: number | undefined
  /** Time between the two snapshots, in hours. */
  hours: number
}

/** A paper that may be ranked: with its latest counts, and their growth where two snapshots allow it. */
export interface Candidate extends ListedPaper {
  /** When we first saw the paper, ms UTC. */
  firstSeenAt: number
  growth?: Growth | undefined
}

/** The page of a paper where people discuss it. */
export const paperUrl = (id: string): string => `https://huggingface.co/papers/${id}`

export const arxivUrl = (id: string): string => `https://arxiv.org/abs/${id}`
export const pdfUrl = (id: string): string => `https://arxiv.org/pdf/${id}`

/** The page of a day's list. */
export const listUrl = (day: string): string => `https://huggingface.co/papers/date/${day}`
