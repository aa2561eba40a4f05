/** Verbs that abstracts use, in their base form: enough to distinguish a clause from a phrase. */
const BASES = `
  accelerate accept accumulate achieve act activate adapt add address adhere adjust adopt aggregate aim
  align alleviate allocate allow alternate amplify analyze annotate apply approximate argue arise ask
  assess assign attain augment automate avoid balance become begin boost break bridge bring build bypass
  calibrate capture characterize circumvent classify close combine compare compete complement complicate
  compose compress comprise compute concentrate conduct connect consider consist consolidate constitute
  constrain construct contain contribute converge convert convey coordinate correct correlate couple cover
  create curate decide decode decompose decouple define degrade deliver demonstrate denoise depend derive
  destabilize detect determine develop deviate diagnose discourage discover disentangle distil distill
  distinguish distribute dominate drive drop elevate eliminate embed emerge emit emphasize employ empower
  emulate enable encapsulate encode encompass encourage endow enforce engage enhance enrich ensure equip
  establish estimate evaluate evolve examine exceed excel execute exhibit exist expand explain exploit
  explore expose extend externalize extract facilitate factorize fail fall fill filter focus follow force
  formalize formulate foster fuse gather generalize generate give go govern grow guide handle harmonize
  harness help highlight hinder hold identify imitate implement improve incentivize include incorporate
  increase incur indicate induce infer inherit initialize inject insert instantiate integrate interact
  interleave internalize introduce invert investigate invoke involve isolate keep know lack lag lay lead
  learn leave let leverage lie localize maintain make manage match materialize maximize mean memorize
  merge mimic minimize mirror mitigate modify modulate move narrow necessitate need normalize obtain offer
  open operate operationalize optimize orchestrate organize outperform overcome overlook parameterize
  parse penalize perform persist perturb pinpoint pioneer point pose possess predict present preserve
  prevent prioritize process produce promote propagate propose prove provide prune push quantify raise
  reach realize reallocate recast receive reconstruct recover redefine reduce refine reflect reformulate
  reframe reimagine rely remain remove render replace represent reproduce repurpose require reshape
  resolve restore restrict retain rethink retrieve reuse reveal revise reweight rewrite rise scale see
  seek select separate serve share show simplify simulate solve span specify stabilize standardize start
  steer stem store streamline strengthen struggle suffer suggest supervise supply support suppress surpass
  sustain synchronize synergize synthesize tackle take teach tend track train transfer transform translate
  treat trigger turn undermine underperform unfold unify unlock update use utilize validate vary verify
  visualize weaken yield`
  .trim()
  .split(/\s+/)

const AUXILIARIES =
  'is are was were has have had can cannot could will would may might must should does do did'.split(' ')

function thirdPerson(base: string): string {
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`
  return /(?:s|sh|ch|x|z|o)$/.test(base) ? `${base}es` : `${base}s`
}

function gerund(base: string): string {
  if (/[^aeiouy]?ie$/.test(base)) return `${base.slice(0, -2)}ying`
  if (/[^e]e$/.test(base)) return `${base.slice(0, -1)}ing`
  if (base.endsWith('c')) return `${base}king`
  return /^(?:begin|drop|emit|excel|incur|infer|lag|let|span|stem)$/.test(base)
    ? `${base}${base.at(-1)}ing`
    : `${base}ing`
}

const FINITE = new Set([...AUXILIARIES, ...BASES.map(thirdPerson)])
const PLAIN = new Set(BASES)

/** Gerunds that are often adjectives: `existing methods`. */
const ADJECTIVES = new Set(
  'compelling competing emerging existing following growing interacting leading remaining'.split(' '),
)
const MORE_GERUNDS =
  'advancing affecting causing confirming demanding featuring forming ignoring limiting marking measuring motivating neglecting paving positioning prompting setting shifting showcasing targeting uncovering underscoring'
const GERUNDS = new Set([
  ...BASES.map(gerund).filter(word => !ADJECTIVES.has(word)),
  ...MORE_GERUNDS.split(' '),
])

/** Whether a word is the gerund of a known verb, such as `enabling`. */
export const isGerund = (word: string): boolean => GERUNDS.has(word)

/** Whether a lower-case word is a verb that can follow a singular subject, such as `improves` or `can`. */
export const isFiniteForm = (word: string): boolean => FINITE.has(word)

/** Whether a lower-case word is a verb that can follow a plural subject, such as `improve`. Many are nouns too. */
export const isPlainForm = (word: string): boolean => PLAIN.has(word)
