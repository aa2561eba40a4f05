import { parseTopic } from '../../search/topics.ts'

/** How many problems are named at once. */
const SHOWN_PROBLEMS = 3
/** Never matches. */
const NO_SEPARATOR = /(?!)/

export type ReadTopics =
  | { ok: true; topics: readonly string[] }
  /** Names the lines that can't be read, in sentences for the person who typed them. */
  | { ok: false; problem: string }

/** Topics typed one per line, in canonical form, each once. @param separator what else divides them */
export function readTopicLines(text: string, separator: RegExp = NO_SEPARATOR): ReadTopics {
  const topics = new Set<string>()
  const problems: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    for (const typed of line.split(separator).map(part => part.trim())) {
      if (typed === '') continue
      const parsed = parseTopic(typed)
      if (parsed.ok) topics.add(parsed.topic)
      else problems.push(`Line ${index + 1}, “${typed}”: ${parsed.problem}`)
    }
  }
  if (problems.length === 0) return { ok: true, topics: [...topics] }
  const more = problems.length - SHOWN_PROBLEMS
  const shown = problems.slice(0, SHOWN_PROBLEMS)
  return { ok: false, problem: [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ') }
}
