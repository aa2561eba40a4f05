const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Abbreviations that are always followed by what they announce. */
const ANNOUNCES =
  /(?:^|[\s([])(?:e\.?\s?g|i\.?\s?e|a\.?k\.?a|v\.?s|cf|avg|approx|resp|viz|ca|[Ff]igs?|[Ee]qs?|[Ss]ecs?|[Tt]abs?|[Rr]efs?|[Nn]os?|[Vv]ols?|w\.?\s?r\.?\s?t|[DM]r|Mrs|Ms|Profs?|St)\.\s*$/

/** Abbreviations and initials that may also end a sentence. */
const MAY_END = /(?:\bal|\b(?:Inc|Ltd|Co|Corp|Jr|Sr)|(?:^|[\s.(])\p{Lu})\.\s*$/u

/** Words that begin a sentence rather than go on after an abbreviation. */
const STARTER =
  /^["“'‘(]?(?:A|An|And|As|At|Both|But|By|Each|Experiments?|Extensive|Finally|For|Here|How|However|If|In|It|Its|Moreover|Of|On|Our|Since|Such|That|The|Then|There|These|They|This|Those|Thus|To|Under|Unlike|Using|We|What|When|Where|While|With)\b/

/** A name in lower case that may begin a sentence (`iMontage`, `e5-omni`), or an address. */
const LOWER_NAME = /^(?:https?:|\p{Ll}+(?:\p{Lu}|-?\d|-\p{Lu}))/u

/** Ends that UAX #29 doesn't see: before such a name, and where the space is missing (`by half.This work`). */
const HIDDEN_END = new RegExp(
  `(?<=[.?!]["”’')\\]]*\\s)(?=${LOWER_NAME.source.slice(1)})|(?<=\\p{Ll}{3}[.?!])(?=${STARTER.source.slice(1)}\\s)`,
  'u',
)

const OPENING = new Map([
  [')', '('],
  [']', '['],
])

/** How far a bracket may reach over the end of a sentence, in UTF-16 code units; one that is never closed is a slip. */
const BRACKET_REACH = 400

/** Whether a bracket opened in `text` is still open at its end. */
function isOpen(text: string): boolean {
  const open: string[] = []
  for (const [mark] of text.matchAll(/[()[\]]/g)) {
    const opening = OPENING.get(mark)
    if (!opening) open.push(mark)
    else if (open.at(-1) === opening) open.pop()
  }
  return open.length > 0
}

/** Whether the bracket open at the end of `text` is closed soon in what follows. */
const closesSoon = (text: string, rest: string): boolean =>
  isOpen(text) && !isOpen(text + rest.slice(0, BRACKET_REACH).replace(/[([][^()[\]]*$/, ''))

/** Whether `next` goes on with the sentence that `text` seems to have ended. `rest` begins with `next`. */
function goesOn(text: string, next: string, rest: string): boolean {
  if (/[\n\r\u0085\u2028\u2029]\s*$/.test(text)) return false
  if (/^\s*[\p{Ll})\],;:]/u.test(next) && !LOWER_NAME.test(next)) return !/[。！？｡]\s*$/u.test(text)
  if (/[A-Za-z0-9/][.?!]$/.test(text) && /^[\w/]/.test(next) && !STARTER.test(next)) return true
  if (ANNOUNCES.test(text)) return true
  if (MAY_END.test(text) && !STARTER.test(next)) return true
  return closesSoon(text, rest)
}

/**
 * The sentences of a text, each with the white space that follows it: joined they are the text. Unicode's rules
 * (UAX #29) find the ends; an abbreviation, an initial, a question mark inside a name or an end inside brackets is none.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  let index = 0
  for (const { segment } of segmenter.segment(text)) {
    for (const part of segment.split(HIDDEN_END)) {
      const last = sentences.at(-1)
      if (last !== undefined && goesOn(last, part, text.slice(index, index + BRACKET_REACH))) {
        sentences[sentences.length - 1] = last + part
      } else sentences.push(part)
      index += part.length
    }
  }
  return sentences
}

/** Whether a text is one sentence; one that was cut or lost its brackets may fall apart in two. */
export const isOneSentence = (text: string): boolean => splitSentences(text).length === 1
