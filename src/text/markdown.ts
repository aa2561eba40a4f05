/**
 * Markdown in titles and abstracts, as plain text. Stricter than CommonMark: what may be something else stays, such as `A*`,
 * `C*-algebra`, `6K*6K`, `*.py`, `[1]`, `snake_case`, `` `TeX quotes' ``, and a dash at the start of a line.
 */

/** More than any real emphasis, link text or code; keeps a hostile text from taking long. */
const LONGEST = 300

const FENCE = /^\s*(?:`{3,}|~{3,})[\w+-]*\s*$/
const RULE = /^\s*(?:(?:\*\s*){3,}|(?:_\s*){3,}|-{4,})$/
const ITEM = /^\s{0,8}([*+-]) {1,4}(?=[^\s*+-])/
const HEADING = /^\s{0,3}#{1,6} {1,4}(?=[\p{L}\p{N}*_"“`$\\])/u
const QUOTE = /^\s{0,3}> {1,4}(?=[\p{L}*_"“`])/u
/** After these, and after an empty line, a line's first characters are markup and not a part of the sentence. */
const ENDED = /[.:;!?]\s*$/

/** Lines that begin with a marker: headings, lists, quotations; and fences and rules, which say nothing. */
export function withoutLineMarkers(text: string): string {
  if (!text.includes('\n')) return text
  const lines = text.split('\n').filter(line => !FENCE.test(line) && !RULE.test(line))
  let bullet: string | undefined
  return lines
    .map((line, index) => {
      const previous = lines[index - 1]?.trim() ?? ''
      const isFree = previous === '' || ENDED.test(previous)
      if (line.trim() === '') bullet = undefined
      const marker = ITEM.exec(line)?.[1]
      if (marker && (isFree || marker === bullet || marker === ITEM.exec(lines[index + 1] ?? '')?.[1])) {
        bullet = marker
        return line.replace(ITEM, '• ')
      }
      if (isFree && HEADING.test(line)) {
        const heading = line.replace(HEADING, '').replace(/\s+#*\s*$/, '')
        return ENDED.test(heading) ? heading : `${heading}:`
      }
      return isFree ? line.replace(QUOTE, '') : line
    })
    .join('\n')
}

const START = /^(?:(?:#{1,6}|>) +(?=\p{L}))+/u
const CODE = new RegExp(
  `(?<![\\w\\\\\`])(\`{1,3})(?![\`\\s])((?:[^\`'"“”]|(?<=\\w)'(?=\\w)|(?<!\\w)["'](?=[^\`]{0,40}["'])|["'](?=[)\\]\`])){1,${LONGEST}}?)(?<![\\s\\\\])\\1(?![\\w\`])`,
  'gu',
)
const LINK = new RegExp(
  `!?\\[([^\\[\\]]{0,${LONGEST}})\\]\\((?:https?://|www\\.|mailto:)[^\\s()]{1,${LONGEST}}(?:\\([^\\s()]{0,99}\\)[^\\s()]{0,99})?(?: "[^"]{0,${LONGEST}}")?\\)`,
  'gu',
)
const OPENING = '[\\p{L}\\p{N}\\\\$"“\'‘(\\[{`_@<]'
/** Between spaces or punctuation. */
const EMPHASIS = new RegExp(
  `(?<![^\\s(\\[{"“'‘«—–:,;-])(\\*{1,3})(?=${OPENING})((?:[^*]|(?<=\\s)\\*(?=\\s)){1,${LONGEST}}?)(?<![\\s\\\\(\\[{/])\\1(?![\\p{L}\\p{N}*])`,
  'gu',
)
/** Strong letters in words: `**C**urriculum`, `Hi**G**hlight`. */
const STRONG_LETTERS = /(?<![\p{N}*\\])\*\*(?=[\p{L}\p{N}(])([\p{L}\p{N}()-]{1,40})\*\*(?!\*)/gu
/** Strong words next to other characters: `(**fast**er`, `**CAPO**(`. */
const STRONG = new RegExp(
  `(?<![\\p{L}\\p{N}*\\\\])\\*\\*(?=${OPENING})((?:[^*]|(?<=\\s)\\*(?=\\s)){1,${LONGEST}}?)(?<![\\s\\\\])\\*\\*(?!\\*)`,
  'gu',
)
/** Words only, and no single word such as `__init__`: an underscore may be in a name. */
const UNDERSCORED =
  /(?<![^\s("“'‘—–])(?:_|__(?=\p{Lu}|[\p{L}\p{N}-]{1,40} ))(?=\p{L})([\p{L}\p{N} ,-]{1,100})(?<=[\p{L}\p{N}])(?:(?<=(?<!_)_\1)_|(?<=__\1)__)(?=[.,;:!?]?(?:[\s)"”'’—–]|$))/gu
const STRUCK = new RegExp(
  `(?<![~\\\\])~~(?=[\\p{L}\\p{N}])([^~]{1,${LONGEST}}?)(?<=[\\p{L}\\p{N}.!?)])~~(?![~\\p{L}\\p{N}])`,
  'gu',
)

/** Code, links and emphasis in a text on one line, and a marker before it. */
export function withoutMarkdown(line: string): string {
  let text = line
  if (/^[#>]/.test(text)) text = text.replace(START, '')
  if (text.includes('`')) text = text.replace(CODE, '$2')
  if (text.includes('](')) text = text.replace(LINK, '$1')
  if (text.includes('*')) {
    text = text.replace(STRONG_LETTERS, '$1').replace(STRONG, '$1').replace(EMPHASIS, '$2')
  }
  if (text.includes('~~')) text = text.replace(STRUCK, '$1')
  return text.includes('_') ? text.replace(UNDERSCORED, '$1') : text
}
