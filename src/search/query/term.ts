import { joinedStem, tokenize, type Word } from '../../text/tokenizer.ts'
import type { Field } from './document.ts'
import { QueryError } from './lexer.ts'
import type { Prefix, Words } from './query.ts'

const MIN_PREFIX_LETTERS = 2

/**
 * Reads a word, a prefix (`diffus*`) or a phrase in quotes. Undefined if it contains no letter or digit, such as the dash of a
 * title.
 * @throws QueryError for a misplaced or too general `*`
 */
export function readTerm(typed: string, field?: Field): Words | Prefix | undefined {
  const words = tokenize(typed)
  const [first] = words
  const last = words.at(-1)
  if (!first || !last) return undefined
  const isPhrase = typed.startsWith('"')
  const isPrefix = !isPhrase && typed.slice(last.end).startsWith('*')
  if (!isPhrase && typed.slice(0, isPrefix ? last.end : undefined).includes('*')) {
    throw new QueryError(`The * in “${typed}” has to be at the end of a word, as in diffus*.`)
  }
  const isName = words.slice(1).every(({ joins }) => joins)
  const written = writtenAs(typed.slice(first.start, last.end))
  if (isPrefix) {
    if (last.plain.length < MIN_PREFIX_LETTERS && words.length === 1) {
      throw new QueryError(
        `“${typed}” matches nearly everything. Write at least ${MIN_PREFIX_LETTERS} letters before the *, or leave the * out.`,
      )
    }
    const stems = words.slice(0, -1).map(({ stem }) => stem)
    const isOneWord = words.every(
      (word, index) => index === 0 || word.joins || follows(word, words[index - 1]),
    )
    const text = isOneWord ? written : words.map(({ plain }) => plain.normalize('NFC')).join('-')
    const stem = stems.length > 0 && last.stem !== last.plain ? { stem: last.stem } : {}
    return { kind: 'prefix', stems, prefix: last.plain, ...stem, field, text: `${text}*` }
  }
  return {
    kind: 'words',
    stems: words.map(({ stem }) => stem),
    joined: isPhrase ? undefined : joinedStem(words),
    field,
    text: isPhrase || !isName ? `"${phraseText(words, typed)}"` : written,
  }
}

/** Whether nothing separates two words, as in Chinese and Japanese. */
const follows = (word: Word, before: Word | undefined): boolean => word.start === before?.end

/** In small letters, and without accents that have no letter: they change nothing, and behind a blank they wouldn't be read again. */
const writtenAs = (typed: string): string => typed.toLowerCase().replace(/^\p{M}+/u, '')

const phraseText = (words: readonly Word[], typed: string): string =>
  words
    .map((word, index) => {
      const gap = index === 0 || follows(word, words[index - 1]) ? '' : ' '
      return `${gap}${writtenAs(typed.slice(word.start, word.end))}`
    })
    .join('')
