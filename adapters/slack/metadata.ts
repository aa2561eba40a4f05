import { z } from 'zod'
import { optionalText } from './fields.ts'
import { VIEW } from './limits.ts'

/** What a modal needs when it is submitted. Slack stores it with the view, so it survives a restart. */
const metadataSchema = z.object({
  command: z.string(),
  /** Where the form was requested; absent outside channels. */
  channelId: optionalText,
  responseUrl: optionalText,
  threadTs: optionalText,
})
export type Metadata = z.infer<typeof metadataSchema>

export function writeMetadata(metadata: Metadata): string {
  const text = JSON.stringify(metadata)
  if (text.length <= VIEW.metadata) return text
  return JSON.stringify({ command: metadata.command })
}

/** @throws ZodError or SyntaxError if it isn't ours */
export const readMetadata = (text: string): Metadata => metadataSchema.parse(JSON.parse(text))
