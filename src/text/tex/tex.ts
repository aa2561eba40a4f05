import { convert } from './convert.ts'
import { parse } from './parse.ts'
import { restoreCommands } from './restore.ts'
import { typeset } from './typography.ts'

/** Characters that mean something in TeX; most texts have none. */
const SPECIAL = /[\\{}$^_]/

/**
 * Turns the TeX of titles and abstracts into plain Unicode, as far as plain text can show it: `$\mathcal{O}(n^2)$` →
 * `𝒪(n²)`, `65\%` → `65%`. Text that isn't TeX is unchanged: prices, paths, `snake_case`, `--flag`. Takes linear
 * time for any text, and never throws.
 */
export function texToText(text: string): string {
  const restored = restoreCommands(text)
  return typeset(SPECIAL.test(restored) ? convert(parse(restored)) : restored)
}
