/** Any thrown value in one line of text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
