import { table } from './table.ts'

const RAISED = table(`
  0 ⁰ 1 ¹ 2 ² 3 ³ 4 ⁴ 5 ⁵ 6 ⁶ 7 ⁷ 8 ⁸ 9 ⁹ + ⁺ - ⁻ − ⁻ = ⁼ ( ⁽ ) ⁾
  a ᵃ b ᵇ c ᶜ d ᵈ e ᵉ f ᶠ g ᵍ h ʰ i ⁱ j ʲ k ᵏ l ˡ m ᵐ n ⁿ o ᵒ p ᵖ r ʳ s ˢ t ᵗ u ᵘ v ᵛ w ʷ x ˣ y ʸ z ᶻ
  A ᴬ B ᴮ D ᴰ E ᴱ G ᴳ H ᴴ I ᴵ J ᴶ K ᴷ L ᴸ M ᴹ N ᴺ O ᴼ P ᴾ R ᴿ T ᵀ U ᵁ V ⱽ W ᵂ β ᵝ γ ᵞ δ ᵟ θ ᶿ φ ᵠ χ ᵡ
  ⊤ ᵀ ∘ ° ° ° * * ⋆ ⋆ † † ‡ ‡ ′ ′ ® ® ™ ™ ⊥ ⊥ , , . .
`)

const LOWERED = table(`
  0 ₀ 1 ₁ 2 ₂ 3 ₃ 4 ₄ 5 ₅ 6 ₆ 7 ₇ 8 ₈ 9 ₉ + ₊ - ₋ − ₋ = ₌ ( ₍ ) ₎
  a ₐ e ₑ h ₕ i ᵢ j ⱼ k ₖ l ₗ m ₘ n ₙ o ₒ p ₚ r ᵣ s ₛ t ₜ u ᵤ v ᵥ x ₓ β ᵦ γ ᵧ ρ ᵨ φ ᵩ χ ᵪ , , . .
`)

/** Words stay plain (`x_max`): small letters are hard to read, and search doesn't find them. */
const WORD = /\p{L}{3}/u
const ORDINAL = /^(?:st|nd|rd|th)$/

function mapped(text: string, characters: ReadonlyMap<string, string>): string | undefined {
  let result = ''
  for (const character of text) {
    const small = characters.get(character)
    if (small === undefined) return undefined
    result += small
  }
  return result
}

/** A text as superscript (`^`) or subscript (`_`): small characters if Unicode has all of them, otherwise `^word`, `_(a/b)`. */
export function script(mark: '^' | '_', text: string): string {
  const compact = text.replace(/\s+/g, '')
  if (compact === '') return ''
  if (mark === '^' && ORDINAL.test(compact)) return compact
  // A single comma or full stop looks the same when raised, so keep the mark.
  const isPoint = /^[.,]+$/.test(compact)
  const small = WORD.test(compact) || isPoint ? undefined : mapped(compact, mark === '^' ? RAISED : LOWERED)
  if (small !== undefined) return small
  const content = text.trim()
  const isOne = /^[\p{L}\p{N}\p{M}]+$|^[([][^()[\]]*[)\]]$|^\P{L}$/u.test(content)
  return isOne ? mark + content : `${mark}(${content})`
}
