const THUMBNAIL_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
export type ThumbnailType = (typeof THUMBNAIL_TYPES)[number]

/** A picture of a paper, as its source has it. */
export interface Thumbnail {
  type: ThumbnailType
  bytes: Uint8Array<ArrayBuffer>
}

/** Where the pictures of papers come from. */
export interface ThumbnailSource {
  /** Whether a URL is on one of the source's own picture servers. No other server is ever contacted. */
  accepts(url: string | undefined): boolean
  /**
   * Undefined if there is no picture, or it is too large or isn't one.
   * @throws SourceError if there is no answer now
   */
  load(url: string): Promise<Thumbnail | undefined>
}
