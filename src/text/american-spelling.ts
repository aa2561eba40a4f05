/** How a part of a word is written in Britain and in America, in small letters. */
type Rule = readonly [british: RegExp, american: string]

/** `behaviour`, `colourful`; not each word on -our: `hour`, `contour` and names such as `Gilmour` stay. */
const OUR: Rule = [
  /(arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|savi?|splend|succ|tum|val|vap|vig)our/g,
  '$1or',
]

/** `optimise`, `tokenisation`; not the words that have an s everywhere: `noise`, `pairwise`, `supervise`, `precise`. */
const ISE: Rule = [
  /\b([a-z]{2,}i)(?<!(?:[aeou]|v|w|pr|\ba?r|upr|prom|prem|dem|surm|conc|prec|exc|inc|exerc|circumc|advert|expert|treat|chast|parad|merchand|franch|desp)i)s(?=(?:e|ed|ers?|es|ing|ations?|ational|able|ability)\b)/g,
  '$1z',
]

const RULES: readonly Rule[] = [
  OUR,
  // Before the next, which would make a z of its s.
  [/\bpractis(?=e|i)/g, 'practic'],
  ISE,
  [/(anal|catal|dial|electrol|hydrol|paral)ys(?=(?:e|ed|ers?|ing)\b)/g, '$1yz'],
  [/(calib|cent|fib|lit|lust|meag|met|somb|spect|theat)re(?=s?\b)/g, '$1er'],
  [/(calib|cent|fib|lust)r(?=(?:ed|ing)\b)/g, '$1er'],
  [/logue(?=s?\b)/g, 'log'],
  [/logu(?=(?:ed|ers?|ing)\b)/g, 'log'],
  [/\b(defen|licen|offen|preten)ce/g, '$1se'],
  [/aemi/g, 'emi'],
  [/anaesth/g, 'anesth'],
  [/archaeo/g, 'archeo'],
  [/\baetio/g, 'etio'],
  [/\bfaec/g, 'fec'],
  [/gynaec/g, 'gynec'],
  [/\bhaem/g, 'hem'],
  [/mediaev/g, 'mediev'],
  [/paed(?=i|o)/g, 'ped'],
  [/palaeo/g, 'paleo'],
  [/amoeb/g, 'ameb'],
  [/\bcoeli/g, 'celi'],
  [/\bfoet/g, 'fet'],
  [/manoeuvr(?:e|(?=i))/g, 'maneuver'],
  [/oedem/g, 'edem'],
  [/oesoph/g, 'esoph'],
  [/oestr/g, 'estr'],
  [/pnoe/g, 'pne'],
  [/rrhoe/g, 'rrhe'],
  [/(acknowledg|judg)ement/g, '$1ment'],
  [/\baluminium/g, 'aluminum'],
  [/\bartef/g, 'artif'],
  [/\bdisc(?=s?\b)/g, 'disk'],
  [/\benquir/g, 'inquir'],
  [/\bfocuss/g, 'focus'],
  [/\bgrey/g, 'gray'],
  [/\bleuco/g, 'leuko'],
  [/\bmould/g, 'mold'],
  [/\bplough/g, 'plow'],
  [/\bprogramme(?=s?\b)/g, 'program'],
  [/\bsceptic/g, 'skeptic'],
  [/\bsulph/g, 'sulf'],
]

/** Most texts have nothing British, and this is faster than one rule after the other. */
const ANY = new RegExp(RULES.map(([british]) => british.source).join('|'))

/** English words, in small letters without accents, as they are spelled in America. What isn't British stays as it is. */
export const americanSpelling = (words: string): string =>
  ANY.test(words)
    ? RULES.reduce((text, [british, american]) => text.replaceAll(british, american), words)
    : words
