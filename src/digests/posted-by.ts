import { shorten } from '../text/graphemes.ts'

const NAME_LENGTH = 60

/** The title of a paper that a person posted. */
export const postedBy = (person: string): string => `Posted by ${shorten(person, NAME_LENGTH)}`
