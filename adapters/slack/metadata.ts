import { z } from 'zod'
import { VIEW } from './limits.ts'

/** What a modal carries to know, once it is sent, what it was for: Slack keeps it, so it survives a restart. */
const metadataSchema = z.object({
  command: z.string(),
  /** Where it was asked for; absent where that was no channel. */
  channelId: z.string().optional(),
  responseUrl: z.string().optional(),
})
export type Metadata = z.infer<typeof metadataSchema>

export function writeMetadata(metadata: Metadata): string {
  const text = JSON.stringify(metadata)
  if (text.length <= VIEW.metadata) return text
  return JSON.stringify({ command: metadata.command })
}

/** @throws where it is not as we wrote it */
export const readMetadata = (text: string): Metadata => metadataSchema.parse(JSON.parse(text))
