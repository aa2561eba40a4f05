/* How sentences of abstracts begin, and which of these lead-ins a summary leaves out. */

/** Words that only link a sentence to the previous one. */
const CONNECTIVE =
  /^(?:Accordingly|Additionally|Also|As a result|As such|Besides|But|Concretely|Consequently|Crucially|Finally|First(?:ly)?|For example|For instance|For this purpose|Further|Furthermore|Hence|Here|However|Importantly|In addition|In contrast|In particular|In response|In summary|In this context|In this regard|In this way|Instead|Interestingly|Lastly|Meanwhile|More importantly|More specifically|Moreover|Nevertheless|Next|Nonetheless|Notably|On the other hand|Overall|Particularly|Second(?:ly)?|Specifically|Subsequently|Surprisingly|Then|Therefore|Third(?:ly)?|Thus|To be specific|To conclude|To do so|To this end|Together|Towards this end|With this in mind|Yet)(?:,\s+(?=\S)|\s+(?=we\b))/

/** `To address this gap,`: the purpose is in another sentence. */
const PURPOSE =
  /^(?:To|Towards|In order to) [a-z-]+ (?:this|these|the|such|those|both|above|aforementioned)\b[^,;:]{0,70},\s+(?=\S)/

/** `Building on these insights,` */
const BACK_REFERENCE =
  /^(?:Based on|Beyond|Building (?:on|upon)|Built (?:on|upon)|Drawing on|Driven by|From|Given|Guided by|In light of|Inspired by|Leveraging|Motivated by|Through|Using|With) (?:this|these|that|those|them|it|such)\b[^,;:]{0,60},\s+(?=\S)/

const IN_THIS_PAPER =
  /^(?:In|Within|With|Through|Throughout) (?:this|the present) (?:[\w-]+ ){0,2}?(?:paper|work|study|report|article|survey|tutorial|letter|research|manuscript),?\s+(?=\S)/

/** `We then`, `We also`: the adverb refers to steps that aren't in the summary. */
const STEP =
  /(?<=^We )(?:additionally|also|finally|first|further|furthermore|hence|next|subsequently|then|therefore|thus) /

const BOILERPLATE = [CONNECTIVE, IN_THIS_PAPER, PURPOSE, BACK_REFERENCE, STEP]

const MADE =
  'propose|introduce|present|develop|design|build|construct|create|formulate|devise|release|contribute|unveil|establish|describe|offer'
const LEARNED =
  'show|demonstrate|find|reveal|observe|discover|study|investigate|explore|analy[sz]e|examine|revisit|evaluate|conduct|provide|argue|address|ask|identify'
const AUTHORS = '(?:we|this (?:paper|work|study|report|survey)|the paper)'

/** Whether a sentence says what the authors made: `we propose`, `this paper introduces`. */
export const PROPOSES = new RegExp(`\\b${AUTHORS} (?:\\w+ ){0,2}(?:${MADE})s?\\b`, 'i')

/** Whether a sentence says what the authors studied or learned. */
export const LEARNS = new RegExp(`\\b${AUTHORS} (?:\\w+ ){0,2}(?:${LEARNED})s?\\b`, 'i')

/** What comes before the first `we propose` of a sentence. */
const LEAD = new RegExp(
  `^[^;:]*?,\\s+(?=(?:we|this (?:paper|work|study|report|survey)) (?:\\w+ ){0,2}(?:${MADE}|${LEARNED})s?\\b)`,
)

/** `By pruning early, ` before a main clause with a clear subject. */
const ADVERBIAL =
  /^(?:Across|Although|Based on|Beyond|Building (?:on|upon)|Built (?:on|upon)|By|Compared (?:to|with)|Despite|For|From|Given|Guided by|In|Inspired by|Leveraging|Motivated by|On|Through|To|Under|Unlike|Using|While|With)\b[^,;:]*,\s+(?=(?:we|our|the|[A-Z]\w*[A-Z0-9]\w*)\b)/

/** `Extensive experiments on five benchmarks show that …`. A hedge (`suggest that`) stays: it says how sure it is. */
const REPORT =
  /^(?:We|[^,;:]*?\b(?:experiments?|results?|evaluations?|analys[ei]s|studies|study|findings|ablations?)\b[^,;:]*?)(?: (?:further|also|then|first|\w+ly))? (?:show|demonstrate|find|reveal|confirm|validate|verify|prove|observe|discover)s?,? that\s+(?=\S)(?!.*(?:and|but|,) that\b)/i

/** Capitalises the first letter, unless the first word is a name such as `iMontage` or `e5-omni`. */
export function capitalise(text: string): string {
  const [first = ''] = text.split(/[\s,;:]/, 1)
  return /[\p{Lu}\p{N}]/u.test(first) ? text : text.replace(/^\p{Ll}/u, letter => letter.toUpperCase())
}

function remove(leadIn: RegExp, sentence: string): string {
  const rest = sentence.replace(leadIn, '')
  return rest === sentence ? sentence : capitalise(rest)
}

/** The sentence without `However,`, `In this paper,`, `To address this gap,` and the like at its beginning. */
export function withoutBoilerplate(sentence: string): string {
  let rest = sentence
  for (;;) {
    const shorter = BOILERPLATE.reduce((text, leadIn) => remove(leadIn, text), rest)
    if (shorter === rest) return rest
    rest = shorter
  }
}

/** Shorter forms of a sentence that begin at its main statement. Empty if it has no lead-in. */
export function withoutLeadIns(sentence: string): string[] {
  const forms = new Set<string>()
  for (const from of [sentence, remove(LEAD, sentence), remove(ADVERBIAL, sentence)]) {
    forms.add(from).add(remove(REPORT, from))
  }
  forms.delete(sentence)
  return [...forms]
}
