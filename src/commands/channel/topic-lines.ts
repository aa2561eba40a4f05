import { EVERYTHING, parseTopic } from '../../search/topics.ts'
import { foldTyped } from '../../text/typed.ts'

/** How many problems are named at once. */
const SHOWN_PROBLEMS = 3
/** Never matches. */
const NO_SEPARATOR = /(?!)/

/** Between topics in a list of them: not within a phrase, a bracket or a number. */
const BETWEEN_TOPICS = /[,;](?!(?<=\d,)\d)(?=(?:[^"]*"[^"]*")*[^"]*$)(?![^(]*\))/

/** The topics of what may be a list of them: lines and commas only separate words. */
export const topicsListedIn = (typed: string): string[] =>
  foldTyped(typed.replace(LINE_BREAK, ','))
    .split(BETWEEN_TOPICS)
    .flatMap(part => {
      const parsed = parseTopic(part)
      return part.trim() !== '' && parsed.ok ? [parsed.topic] : []
    })

/** The general digest by its name: nobody guesses the star. */
export const isEverything = (typed: string): boolean =>
  /^(?:all|everything|(?:all|every) (?:the )?papers?|all (?:of them|topics)|(?:the )?general digest|\*)$/i.test(
    typed,
  )

/** Words for the channel in which they are typed, which everyone means without them too: `subscribe us`. */
export const isChannelItself = (typed: string): boolean =>
  /^(?:(?:me|us|here|now|please|(?:this|the) channel)[ ,.!]*)+$/i.test(typed)

const LINE_BREAK = /\r\n?|[\n\u2028\u2029]/g
/** What lists begin their lines with. */
const LIST_MARK = /^(?:[•·*▪◦–—-]|\d{1,2}[.)]) +(?=\S)/

export type ReadTopics =
  | { ok: true; topics: readonly string[] }
  /** Names the lines that can't be read, in sentences for the person who typed them. */
  | { ok: false; problem: string }

/** Topics typed one per line, in canonical form, each once. @param separator what else divides them */
export function readTopicLines(text: string, separator: RegExp = NO_SEPARATOR): ReadTopics {
  const topics = new Set<string>()
  const problems: string[] = []
  for (const [index, line] of text.split(LINE_BREAK).entries()) {
    for (const typed of line.split(separator).map(part => part.trim().replace(LIST_MARK, ''))) {
      if (typed === '') continue
      const parsed = parseTopic(isEverything(typed) ? EVERYTHING : typed)
      if (parsed.ok) topics.add(parsed.topic)
      else problems.push(`Line ${index + 1}, “${typed}”: ${parsed.problem}`)
    }
  }
  if (problems.length === 0) return { ok: true, topics: [...topics] }
  const more = problems.length - SHOWN_PROBLEMS
  const shown = problems.slice(0, SHOWN_PROBLEMS)
  return { ok: false, problem: [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ') }
}
