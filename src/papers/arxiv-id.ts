/* The syntax of arXiv ids, from info.arxiv.org/help/arxiv_identifier. */

const MONTH = '(?:0[1-9]|1[0-2])'

/** Year, month and a number: four digits from April 2007, five from 2015. 0706.0001, 2401.00010. */
const NEW = String.raw`(?:0[7-9]|1[0-4])${MONTH}\.\d{4}|(?:1[5-9]|[2-9]\d)${MONTH}\.\d{5}`

/**
 * Archives with ids of the old style, from 1991 to March 2007 (arxiv-base, `taxonomy/definitions.py`). The list is final, so
 * `issues/0601001` isn't a paper.
 */
const ARCHIVES = [
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga',
  'funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph',
  'q-alg|q-bio|quant-ph|solv-int|supr-con',
].join('|')

/** Archive, optional subject class, year, month and a number of three digits: cs/0601001, math.GT/0309136. */
const OLD = String.raw`(?:${ARCHIVES})(?:\.[A-Z]{2})?\/(?:9[1-9]|0[0-7])${MONTH}\d{3}`

/** Source of a regular expression for what some people write before an id of the new style: `cs.CL/`, `hep-th/`. */
export const ARCHIVE_BEFORE_ID = String.raw`(?:${ARCHIVES})(?:\.[A-Z]{2})?\/(?=\d{4}\.)`

/** Source of a regular expression for an id without version. No capturing groups, not anchored. */
export const ARXIV_ID = `(?:${NEW}|${OLD})`
/** The same for a version after the id: `v2`. */
export const ARXIV_VERSION = String.raw`v\d{1,3}`

/** An old id without its subject class, which may be left out: `math.GT/0309136` → `math/0309136`. */
export const withoutClass = (id: string): string => id.replace(/\.[a-z]{2}\//i, '/')

/** Whether two ids, without versions, are of the same paper. */
export const isSamePaper = (id: string, other: string): boolean =>
  withoutClass(id).toLowerCase() === withoutClass(other).toLowerCase()
