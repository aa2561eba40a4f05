import { capitalise } from './lead-ins.ts'

/** `We introduce`, `This paper presents`: at the beginning of a sentence, before the new thing. */
const INTRODUCE =
  '^(?:We|This (?:paper|work|study|report)|The paper)(?: (?:\\w+ly|therefore|also|thus|then|further|first|here))? (?:(?:propose|introduce|present|develop|design|release|describe|build|unveil|create|construct|devise|formulate)s?|(?:address|tackle|bridge|fill|close|solve|overcome|resolve|mitigate|remedy)(?:es|s)? [^,;:]{0,60}? (?:by (?:introducing|proposing|presenting|developing|designing)|with|through)) '

/** A name: `CHARM`, `Adaptive Depth Routing (ADR)`, `the Example benchmark`, `token-level pruning`. */
const NAME = '(?<name>[^,;:]{2,80}?)\\s?'

/** `a novel framework`, with nothing after the noun that a following `that` might refer to instead. */
const BARE_THING =
  '(?:an?|the (?:first|largest|latest|next|most))(?: (?!(?:to|of|for|in|on|with|from|by|at|into|over|under|and|using|via|called|named|that|which|[a-z]+ed|[a-z]+ing)\\b(?!-))[^\\s,;:()]+){1,7}'

/** `We introduce CHARM, a framework that …`, also with a colon. */
const NAME_FIRST = new RegExp(
  `${INTRODUCE}${NAME}(?:: \\p{Lu}[^,;:]{3,100},|,|:| [—–-]) (?=(?:an?|the (?:first|largest|latest|next|most)) )`,
  'u',
)

/** `We introduce CHARM, a framework that …`, to be rephrased without the kind. */
const NAME_DOES = new RegExp(
  `${INTRODUCE}${NAME}, ${BARE_THING} (?:that|which) (?=(?:\\w+ly )?(?:[a-z-]+[^s]s|can|has)\\b)`,
)

/** `We propose a framework that …`, about a thing without a name. */
const THING_DOES = new RegExp(
  `${INTRODUCE}(?<name>(?=\\S+ \\S+-|\\S+ \\S+ \\S+ \\S+ that)${BARE_THING}) (?:that|which) (?=(?:\\w+ly )?[a-z-]+[^s]s\\b)`,
)

/** `We propose a framework called CHARM that …` */
const NAME_LAST = new RegExp(
  `${INTRODUCE}(?<what>an? [^,;:]{3,90}?),? (?:called|named|termed|dubbed|namely|i\\.e\\.,|referred to as) (?<name>[^\\s,;:()]*\\p{Lu}[^\\s,;:()]*(?: \\([^()]*\\))?)(?=,? (?:that|which|to|for|with)\\b|\\.$)`,
  'u',
)

/** `We propose a framework, CHARM, that …` */
const NAME_BETWEEN = new RegExp(
  `${INTRODUCE}(?<what>an? [^,;:()]{3,90}?), (?<name>[^\\s,;:()]*\\p{Lu}[^\\s,;:()]*(?: [\\p{Lu}\\p{N}][^\\s,;:()]*)*(?: \\([^()]*\\))?)(?:,(?= (?:that|which|to|for|with|designed|based|comprising|consisting|[a-z]+ing)\\b)|(?= (?:that|which|to|for|with)\\b|\\.$))`,
  'u',
)

/** `We introduce CHARM, which …`, `We propose the CHARM benchmark that …` */
const NAME_WHICH = new RegExp(
  `${INTRODUCE}${NAME}(?:, which|,? that) (?=(?:\\w+ly )?(?:[a-z-]+[^s]s|can|is|has)\\b)`,
)

const NAME_WORD = /^(?:\p{Lu}|\p{N}|&|\S*[\p{Lu}\p{N}])/u
const SMALL_WORD = /^(?:of|for|the|and|in|with|to|via|from|on|as|by|at|a|is|yet|through|without|beyond)$/
const NOT_A_NAME =
  /^(?:[Aa]n|a|our|[Oo]ur|two|three|four|five|six|several|new|novel|both|how|that|this|to|it|them|his)\b|\b(?:or|that|which|we|are|can)\b/

/** Whether a name is singular, so that `is` may follow. */
function isSingularName(name: string): boolean {
  const bare = name.replace(/\s*\([^()]*\)/g, '').trim()
  const words = bare.split(/\s+/)
  const last = words.at(-1) ?? ''
  if (words.length > 10 || SMALL_WORD.test(last) || /[()\\{}]/.test(bare) || NOT_A_NAME.test(bare))
    return false
  const acronym = /\(([^()\s]+)\)$/.exec(name)?.[1]
  const isProper = words.every(word => NAME_WORD.test(word) || SMALL_WORD.test(word))
  if (
    acronym
      ? /[^s]s$/.test(acronym)
      : /^[A-Z]?[a-z-]+[^aius']s$/.test(last) && words.length > 1 && last !== 'series'
  )
    return false
  if (isProper) return acronym !== undefined || !/\band\b/.test(bare)
  if (words[0] === 'the') return /(?:^| )\S*\p{Lu}/u.test(bare) && words.length <= 6
  return words.length <= 4 && /^[a-z-]+$/.test(last) && !/[^s]s$/.test(last) && !/\band\b/.test(bare)
}

/** A second statement, or a second thing, that `X is …` can't include. */
const SECOND_STATEMENT =
  /(?:,| and)\s+(?:(?:and|then|also|further|finally|publicly)\s+)*(?:show|demonstrate|propose|introduce|present|develop|evaluate|apply|study|use|train|find|release|conduct|provide|build|construct|design|establish|investigate|analy[sz]e|validate|prove|derive)\s|,? (?:and|along with|together with|as well as) [^,]{2,60}, (?:an?|the) /

const TEMPLATES = [
  [NAME_FIRST, '$<name> is '],
  [NAME_WHICH, '$<name> '],
  [NAME_DOES, '$<name> '],
  [THING_DOES, '$<name> '],
  [NAME_BETWEEN, '$<name> is $<what>'],
  [NAME_LAST, '$<name> is $<what>'],
] as const

/**
 * Rephrases a sentence so that the new thing is its subject: `We introduce CHARM, a framework that prunes` becomes `CHARM is
 * a framework that prunes` and `CHARM prunes`. Adds no word except `is`. Empty if the sentence introduces nothing.
 */
export function rephrase(sentence: string): string[] {
  const statements: string[] = []
  for (const [pattern, template] of TEMPLATES) {
    const match = pattern.exec(sentence)
    if (!match || (pattern !== THING_DOES && !isSingularName(match.groups?.name ?? ''))) continue
    const rest = sentence.slice(match[0].length)
    if (template === '$<name> ' && / and an? /.test(rest)) continue
    const end = rest.search(SECOND_STATEMENT)
    const statement = end < 0 ? rest : `${rest.slice(0, end).replace(/,$/, '')}.`
    statements.push(capitalise((match[0] + statement).replace(pattern, template)))
  }
  return statements
}
