import { nearest, spellingDistance } from '../lib/nearest.ts'

/** arXiv's archives with their subject classes, from arxiv.org/category_taxonomy. An archive's name alone stands for all of it. */
const ARCHIVES: Readonly<Record<string, string>> = {
  'astro-ph': 'CO EP GA HE IM SR',
  'cond-mat': 'dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con',
  cs: 'AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL RO SC SD SE SI SY',
  econ: 'EM GN TH',
  eess: 'AS IV SP SY',
  'gr-qc': '',
  'hep-ex': '',
  'hep-lat': '',
  'hep-ph': '',
  'hep-th': '',
  math: 'AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST',
  'math-ph': '',
  nlin: 'AO CD CG PS SI',
  'nucl-ex': '',
  'nucl-th': '',
  physics:
    'acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph',
  'q-bio': 'BM CB GN MN NC OT PE QM SC TO',
  'q-fin': 'CP EC GN MF PM PR RM ST TR',
  'quant-ph': '',
  stat: 'AP CO ME ML OT TH',
}

/** Every category and archive, as arXiv writes it. */
export const ARXIV_CATEGORIES: readonly string[] = Object.entries(ARCHIVES).flatMap(([archive, classes]) => [
  archive,
  ...classes
    .split(' ')
    .filter(Boolean)
    .map(each => `${archive}.${each}`),
])

const BY_LOWER_CASE = new Map(ARXIV_CATEGORIES.map(category => [category.toLowerCase(), category]))

/** Something longer isn't a misspelt category, and may be a secret. */
const MAX_LENGTH = 20
/** Names with more wrong letters aren't taken for a misspelling. Of short ones, two letters are all that tells them apart. */
const maxDistance = ({ length }: string): number => (length > 'cs.AI'.length ? 2 : 1)

/** Whether arXiv has a category or archive of this name, in any case. */
export const isArxivCategory = (name: string): boolean => BY_LOWER_CASE.has(name.toLowerCase())

/**
 * The category that is spelled most alike: in the same archive if possible, then the first in arXiv's order. Undefined if none is near.
 * @param typed in lower case
 */
export function nearestCategory(typed: string): string | undefined {
  if (typed.length > MAX_LENGTH) return undefined
  const [archive] = typed.split('.')
  const isInArchive = (category: string): boolean => category.split('.')[0] === archive
  const inItsOrder = [
    ...ARXIV_CATEGORIES.filter(isInArchive),
    ...ARXIV_CATEGORIES.filter(category => !isInArchive(category)),
  ]
  return nearest(inItsOrder, category => spellingDistance(typed, category.toLowerCase()), maxDistance(typed))
}

export type ReadCategories =
  | { ok: true; categories: readonly string[] }
  /** Completes the sentence "NAME: …". */
  | { ok: false; problem: string }

/** Reads a list such as `cs.CL,cs.LG`: each category once, as arXiv writes it. */
export function readCategories(text: string): ReadCategories {
  const categories = new Set<string>()
  for (const typed of text.split(/[\s,+;]+/).filter(Boolean)) {
    const lower = typed.toLowerCase().replace(/\.\*$/, '')
    const category = BY_LOWER_CASE.get(lower)
    if (category === undefined) return { ok: false, problem: problemOf(lower) }
    categories.add(category)
  }
  return { ok: true, categories: [...categories] }
}

function problemOf(typed: string): string {
  const example = 'should be categories of arXiv, such as cs.CL,cs.LG'
  if (typed.length > MAX_LENGTH || !/^[a-z.-]+$/.test(typed)) return example
  const meant = nearestCategory(typed)
  return `${example}; there is no ${typed}${meant === undefined ? '' : `. Did you mean ${meant}?`}`
}
