const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Abbreviations that never end a sentence. */
const NEVER_ENDS =
  /(?:^|[\s([])(?:e\.?\s?g|i\.?\s?e|a\.?k\.?a|v\.?s|cf|avg|approx|resp|viz|ca|[Ff]igs?|[Ee]qs?|[Ss]ecs?|[Tt]abs?|[Rr]efs?|[Nn]os?|[Vv]ols?|w\.?\s?r\.?\s?t|[DM]r|Mrs|Ms|Profs?|St)\.\s*$/

/** Abbreviations and initials that may also end a sentence. */
const MAY_END = /(?:\bal|\b(?:Inc|Ltd|Co|Corp|Jr|Sr)|(?:^|[\s.(])\p{Lu})\.\s*$/u

/** Words that begin a new sentence, even after an abbreviation. */
const STARTER =
  /^["“'‘(]?(?:A|An|And|As|At|Both|But|By|Each|Experiments?|Extensive|Finally|For|Here|How|However|If|In|It|Its|Moreover|Of|On|Our|Since|Such|That|The|Then|There|These|They|This|Those|Thus|To|Under|Unlike|Using|We|What|When|Where|While|With)\b/

/** A name in lower case that may begin a sentence (`iMontage`, `e5-omni`), or a link. */
const LOWER_NAME = /^(?:https?:|\p{Ll}+(?:\p{Lu}|-?\d|-\p{Lu}))/u

/** Boundaries that UAX #29 doesn't find: before such a name, and where the space is missing (`by half.This work`). */
const HIDDEN_END = new RegExp(
  `(?<=[.?!]["”’')\\]]*\\s)(?=${LOWER_NAME.source.slice(1)})|(?<=\\p{Ll}{3}[.?!])(?=${STARTER.source.slice(1)}\\s)`,
  'u',
)

const OPENING_BRACKETS = new Map([
  [')', '('],
  [']', '['],
])

/** How far past the end of a sentence a bracket may be closed, in UTF-16 code units; one that never is is a typo. */
const BRACKET_REACH = 400

/** Whether a bracket opened in `text` is still open at its end. */
function isOpen(text: string): boolean {
  const open: string[] = []
  for (const [mark] of text.matchAll(/[()[\]]/g)) {
    const opening = OPENING_BRACKETS.get(mark)
    if (!opening) open.push(mark)
    else if (open.at(-1) === opening) open.pop()
  }
  return open.length > 0
}

/** Whether the bracket open at the end of `text` is closed soon in what follows. */
const closesSoon = (text: string, rest: string): boolean =>
  isOpen(text) && !isOpen(text + rest.slice(0, BRACKET_REACH).replace(/[([][^()[\]]*$/, ''))

/** Whether `next` continues the sentence that `text` seems to end. `rest` begins with `next`. */
function continuesSentence(text: string, next: string, rest: string): boolean {
  if (/[\n\r\u0085\u2028\u2029]\s*$/.test(text)) return false
  if (/^\s*[\p{Ll})\],;:]/u.test(next) && !LOWER_NAME.test(next)) return !/[。！？｡]\s*$/u.test(text)
  if (/[A-Za-z0-9/][.?!]$/.test(text) && /^[\w/]/.test(next) && !STARTER.test(next)) return true
  if (NEVER_ENDS.test(text)) return true
  if (MAY_END.test(text) && !STARTER.test(next)) return true
  return closesSoon(text, rest)
}

/**
 * Splits a text into sentences, each with the white space after it: joined, they are the text. Uses Unicode's rules (UAX #29),
 * but doesn't split after an abbreviation or an initial, after a question mark inside a name, or inside brackets.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  let index = 0
  for (const { segment } of segmenter.segment(text)) {
    for (const part of segment.split(HIDDEN_END)) {
      const last = sentences.at(-1)
      if (last !== undefined && continuesSentence(last, part, text.slice(index, index + BRACKET_REACH))) {
        sentences[sentences.length - 1] = last + part
      } else sentences.push(part)
      index += part.length
    }
  }
  return sentences
}

/** Whether a text is one sentence. A truncated one, or one without its brackets, may be split in two. */
export const isOneSentence = (text: string): boolean => splitSentences(text).length === 1
