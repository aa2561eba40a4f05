import { isDollarMath, isFormula } from './dollars.ts'
import { type Token, tokenise } from './tokens.ts'

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'command'; name: string }
  | { kind: 'escape'; char: string }
  | { kind: 'script'; mark: '^' | '_' }
  /** `{…}` */
  | { kind: 'group'; children: Node[] }
  /** `$…$`, `$$…$$`, `\(…\)` or `\[…\]` */
  | { kind: 'math'; children: Node[] }

/** Deeper groups are read as if without braces: untrusted text must not exhaust the stack. */
export const MAX_DEPTH = 32

const isOpen = (token: Token | undefined) => token?.kind === 'mark' && token.mark === '{'
const isClose = (token: Token | undefined) => token?.kind === 'mark' && token.mark === '}'
const isDollar = (token: Token | undefined) => token?.kind === 'mark' && token.mark === '$'
const isEscaped = (token: Token | undefined, char: string) => token?.kind === 'escape' && token.char === char

/** Maps each opening brace that is closed to its closing one, by index. */
function pairBraces(tokens: readonly Token[]): Map<number, number> {
  const partners = new Map<number, number>()
  const open: number[] = []
  for (const [index, token] of tokens.entries()) {
    if (isOpen(token)) open.push(index)
    if (!isClose(token)) continue
    const start = open.pop()
    if (start !== undefined) partners.set(start, index)
  }
  return partners
}

/**
 * Parses a text that may contain TeX. Never throws: unpaired braces are left out, and dollar signs that don't enclose a
 * formula are text.
 */
export function parse(text: string): Node[] {
  const tokens = tokenise(text)
  const partners = pairBraces(tokens)

  /** The first matching token from `from` on, at the same depth. */
  function find(from: number, to: number, fits: (index: number) => boolean): number | undefined {
    for (let index = from; index < to; index = (partners.get(index) ?? index) + 1) {
      if (fits(index)) return index
    }
    return undefined
  }

  const between = (first: number, last: number) => text.slice(tokens[first]?.end, tokens[last]?.start)

  /** The formula that starts at a token: the range of its content, and how many tokens each delimiter has. */
  function formulaAt(at: number, to: number): { from: number; until: number; width: number } | undefined {
    const token = tokens[at]
    if (token?.kind === 'escape' && (token.char === '(' || token.char === '[')) {
      const closing = token.char === '(' ? ')' : ']'
      // A second opening ends the search, otherwise many of them would take quadratic time.
      const end = find(at + 1, to, i => isEscaped(tokens[i], closing) || isEscaped(tokens[i], token.char))
      if (end === undefined || !isEscaped(tokens[end], closing)) return undefined
      return isFormula(between(at, end)) ? { from: at + 1, until: end, width: 1 } : undefined
    }
    if (!isDollar(token)) return undefined
    const width = isDollar(tokens[at + 1]) ? 2 : 1
    const from = at + width
    const end = find(from, to, i => isDollar(tokens[i]) && (width === 1 || isDollar(tokens[i + 1])))
    if (end === undefined) return undefined
    const closing = tokens[end + width - 1]
    if (!closing || !isDollarMath(between(from - 1, end), text.charAt(closing.end))) return undefined
    return { from, until: end, width }
  }

  function build(from: number, to: number, depth: number): Node[] {
    const nodes: Node[] = []
    for (let index = from; index < to; index++) {
      const token = tokens[index]
      if (!token) break
      const formula = depth < MAX_DEPTH ? formulaAt(index, to) : undefined
      if (formula) {
        nodes.push({ kind: 'math', children: build(formula.from, formula.until, depth + 1) })
        index = formula.until + formula.width - 1
      } else if (token.kind !== 'mark') nodes.push(token)
      else if (token.mark === '$') nodes.push({ kind: 'text', text: '$' })
      else if (token.mark === '^' || token.mark === '_') nodes.push({ kind: 'script', mark: token.mark })
      else {
        const end = partners.get(index)
        if (end === undefined || depth >= MAX_DEPTH) continue
        nodes.push({ kind: 'group', children: build(index + 1, end, depth + 1) })
        index = end
      }
    }
    return nodes
  }

  return build(0, tokens.length, 0)
}

/** The source text of nodes without braces and backslashes, for a URL in an argument. */
export function verbatim(nodes: readonly Node[]): string {
  return nodes
    .map(node => {
      if (node.kind === 'text') return node.text
      if (node.kind === 'command') return node.name
      if (node.kind === 'escape') return node.char
      if (node.kind === 'script') return node.mark
      return node.kind === 'math' ? `$${verbatim(node.children)}$` : verbatim(node.children)
    })
    .join('')
}
