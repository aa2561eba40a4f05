/**
 * What can be asked of a paper besides words stands in the index as words that no text has, for they begin with a full stop:
 * `.cs.cl`, `.has.code`.
 */
export const markOf = (name: string): string => `.${name.toLowerCase().replace(/[^a-z.-]/g, '')}`

/** Every paper has it, so that what a paper lacks can be asked for alone. */
export const EVERY_PAPER = '.'
