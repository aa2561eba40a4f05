const URL_AT_END = /(?:https?:\/\/|(?<!\S)[\w-]+(?:\.[\w-]+)+\/)\S+\s?$/
const URL_LIKE = /^(?:https?:\/\/\S+|[\w-]+(?:\.[\w-]+)+\/\S*)$/
const RELATION = /\S\s*[|=]\s*\S|["']:\s|;\s*$/
/** Small characters after a closing brace: the braces are those of a set, `{xᵢ}ᵢ₌₁ⁿ`. */
const SCRIPTED = /^[ⁱ⁰¹²³⁴-ⁿ₀-ₜᵢ-ᵥᵀᴬ-ᵂ]/

/** A list of short items, or a condition: `{0, 1}`, `{bad, fair, good}`, `{x | x > 0}`. */
function isSet(content: string): boolean {
  if (URL_LIKE.test(content.trim())) return false
  if (RELATION.test(content)) return true
  const items = content.split(',')
  return items.length > 1 && items.every(item => /^\s*\S+(?:\s+\S+){0,2}\s*$/.test(item))
}

/**
 * The text of a group in running text: TeX doesn't show braces, but in plain text they may be those of a set.
 * @param before the text that ends where the group begins
 * @param after the text that follows the group
 */
export function groupText(content: string, before: string, after: string): string {
  if (URL_AT_END.test(before)) {
    // Hugging Face turns \href into `https://example.org{here}`.
    const text = content.trim()
    return text === '' || URL_LIKE.test(text) ? '' : `${/\s$/.test(before) ? '' : ' '}(${text})`
  }
  return isSet(content) || SCRIPTED.test(after) ? `{${content}}` : content
}
