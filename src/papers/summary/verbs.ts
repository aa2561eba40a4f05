/** Verbs that abstracts of papers use, in their base form; enough of them to tell a clause from a mere phrase. */
const BASES =
  'accelerate accept achieve act activate adapt add address adjust adopt aggregate aim align alleviate allow alternate amplify apply argue ask assess assign attain augment automate avoid balance become begin boost bridge bring build bypass capture close combine compete comprise compress compute concentrate consist consolidate constrain construct contain contribute convert coordinate correct correlate couple cover create decide decode decompose decouple define degrade deliver demonstrate depend derive detect determine develop deviate disentangle discover distil distill distinguish dominate drive drop eliminate emerge emphasize employ empower enable encode encourage enforce enhance ensure equip establish estimate evaluate evolve exceed excel execute exhibit exist expand explain exploit explore expose extend extract facilitate fail fall filter focus follow force formalize formulate foster fuse generalize generate give go grow handle harmonize help highlight hold identify implement improve incentivize include incorporate increase incur induce inherit inject integrate interleave introduce investigate invoke involve isolate keep know lack lag lead learn leave let leverage lie localize make match maximize mean mimic minimize mirror mitigate move narrow need obtain offer operate optimize orchestrate organize outperform overcome penalize perform persist point preserve prevent prioritize produce promote propagate propose prove provide prune quantify raise reach realize receive recover reduce refine reflect reformulate reframe rely remain remove render replace represent require resolve restore restrict retain retrieve reveal reuse revise rise scale see seek select separate serve share show simplify simulate span stabilize standardize stem steer store strengthen struggle suffer suggest support suppress surpass sustain synthesize take teach tend track train transfer transform translate treat trigger turn underperform undermine unify unlock update use utilize validate vary verify yield'.split(
    ' ',
  )

const AUXILIARIES =
  'is are was were has have had can cannot could will would may might must should does do did'.split(' ')

function thirdPerson(base: string): string {
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`
  return /(?:s|sh|ch|x|z|o)$/.test(base) ? `${base}es` : `${base}s`
}

const FINITE = new Set([...AUXILIARIES, ...BASES.map(thirdPerson)])
const PLAIN = new Set(BASES)

/** Words that begin a clause with a verb of its own. */
const SUBORDINATORS = new Set(
  'that which who whose where how why what whether if because since although though whereas when while'.split(
    ' ',
  ),
)

/** A subordinator before such a word has no verb to come: `while keeping`, `when trained`. */
const PARTICIPLE = /(?:ing|ed|en)$/

/**
 * Whether a piece of a sentence has a main verb of its own, and whether it breaks off inside a subordinate clause. A
 * guess by word lists, made to err towards "breaks off": it decides where a sentence may be cut.
 */
export function clauseOf(text: string): { hasVerb: boolean; isOpen: boolean; endsInVerb: boolean } {
  const words = text.toLowerCase().match(/[\p{L}'’-]+/gu) ?? []
  let owed = 0
  let hasVerb = false
  words.forEach((word, index) => {
    if (SUBORDINATORS.has(word)) {
      if (!PARTICIPLE.test(words[index + 1] ?? '')) owed++
      return
    }
    if (!isFinite(words, index)) return
    if (owed > 0) owed--
    else hasVerb = true
  })
  return { hasVerb, isOpen: owed > 0, endsInVerb: isFinite(words, words.length - 1) }
}

/** A base form is a verb only after its subject: `we train`, `models often fail`, but not `to train` or `the train`. */
function isFinite(words: readonly string[], index: number): boolean {
  const word = words[index] ?? ''
  if (FINITE.has(word)) return true
  if (!PLAIN.has(word)) return false
  let before = words[index - 1] ?? ''
  if (before.endsWith('ly')) before = words[index - 2] ?? ''
  return /^(?:we|they|that|which|who)$|[^s]s$/.test(before)
}
