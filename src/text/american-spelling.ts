/** What is written otherwise in Britain and in America, in small letters, between what has to be before and behind it. */
type Rule = readonly [before: string, british: string, american: string, behind?: string]

const RULES: readonly Rule[] = [
  // `behaviour`, `colourful`; not each word on -our: `hour`, `contour` and names such as `Gilmour` stay.
  [
    '(?:arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|savi?|splend|succ|tum|val|vap|vig)',
    'our',
    'or',
  ],
  // Before the next, which would make a z of its s.
  [String.raw`\bpracti`, 's', 'c', 'e|i'],
  // `optimise`, `tokenisation`; not the words that have an s everywhere: `noise`, `pairwise`, `supervise`, `precise`.
  [
    String.raw`[a-z]{2}i(?<!(?:[aeou]|v|w|pr|\ba?r|upr|prom|prem|dem|surm|conc|prec|exc|inc|exerc|circumc|advert|expert|treat|chast|parad|merchand|franch|desp)i)`,
    's',
    'z',
    String.raw`(?:e|ed|ers?|es|ing|ations?|ational|able|ability)\b`,
  ],
  ['(?:anal|catal|dial|electrol|hydrol|paral)y', 's', 'z', String.raw`(?:e|ed|ers?|ing)\b`],
  ['man', 'oeu', 'eu', 'v'],
  ['(?:calib|cent|fib|lit|lust|maneuv|meag|met|sab|somb|spect|theat)', 're', 'er', String.raw`s?\b`],
  ['(?:calib|cent|fib|lust|maneuv)', 'r', 'er', String.raw`(?:ed|ing|able|ability)\b`],
  ['log', 'ue', '', String.raw`s?\b`],
  ['log', 'u', '', String.raw`(?:ed|ers?|ing)\b`],
  [String.raw`\b(?:defen|licen|offen|preten)`, 'c', 's', 'e'],
  ['', 'aemi', 'emi'],
  ['an', 'aesth', 'esth'],
  ['arch', 'aeo', 'eo'],
  [String.raw`\b`, 'aetio', 'etio'],
  [String.raw`\bf`, 'aec', 'ec'],
  ['gyn', 'aec', 'ec'],
  [String.raw`\bh`, 'aem', 'em'],
  ['medi', 'aev', 'ev'],
  ['p', 'aed', 'ed', 'i|o'],
  ['pal', 'aeo', 'eo'],
  ['am', 'oeb', 'eb'],
  [String.raw`\bc`, 'oeli', 'eli'],
  [String.raw`\bf`, 'oet', 'et'],
  ['', 'oedem', 'edem'],
  ['', 'oesoph', 'esoph'],
  ['', 'oestr', 'estr'],
  ['pn', 'oe', 'e'],
  ['rrh', 'oe', 'e'],
  ['(?:acknowledg|judg)', 'em', 'm', 'ent'],
  [String.raw`\b`, 'aero', 'air', 'plane'],
  [String.raw`\balumin`, 'i', '', 'um'],
  [String.raw`\bart`, 'e', 'i', 'f'],
  ['counse', 'll', 'l', 'or'],
  [String.raw`\bdis`, 'c', 'k', String.raw`s?\b`],
  [String.raw`\b`, 'e', 'i', 'nquir'],
  [String.raw`\bfocus`, 's', '', 'e|i'],
  [String.raw`\bf`, 'uell', 'uel', 'ed|ing'],
  [String.raw`\bgr`, 'e', 'a', 'y'],
  [String.raw`\bjewel`, 'le', '', 'ry'],
  [String.raw`\bleu`, 'c', 'k', 'o'],
  [String.raw`\bmo`, 'u', '', 'ld'],
  [String.raw`\bpl`, 'ough', 'ow'],
  [String.raw`\bprogram`, 'me', '', String.raw`s?\b`],
  [String.raw`\bs`, 'c', 'k', 'eptic'],
  ['(?:ski|wi)', 'l', 'll', 'ful'],
  [String.raw`\bsul`, 'ph', 'f'],
]

const replacements = RULES.map(([before, british, american, behind = '']) => ({
  british: new RegExp(`(?<=${before})${british}(?=${behind})`, 'g'),
  american,
}))

/** Most texts have nothing British, and this is faster than one rule after the other. */
const BRITISH = new RegExp(replacements.map(({ british }) => british.source).join('|'))

/** English words, in small letters without accents, as they are spelled in America. What isn't British stays as it is. */
export const americanSpelling = (words: string): string =>
  BRITISH.test(words)
    ? replacements.reduce((text, { british, american }) => text.replaceAll(british, american), words)
    : words

const AMERICAN = new RegExp(RULES.map(([before, , american]) => `${before}${american}`).join('|'))

/** Whether a word, or its stem, may have another spelling in Britain that doesn't begin with the same letters. */
export const mayBeAmerican = (stem: string): boolean => AMERICAN.test(stem)
