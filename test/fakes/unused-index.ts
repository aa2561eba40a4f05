import type { PaperIndex } from '../../src/ports/paper-index.ts'

const unused = () => Promise.reject(new Error('the test doesn’t expect this question to the index'))

/** An index that rejects all questions. Tests replace those that they expect. */
export const UNUSED_INDEX: PaperIndex = {
  find: unused,
  matching: unused,
  narrow: unused,
  headings: unused,
  load: unused,
  keys: unused,
  words: unused,
  frequencies: unused,
  shortForms: unused,
}
