import type { Node } from './parse.ts'

type Group = Extract<Node, { kind: 'group' }>

/** Reads sibling nodes one after the other; can also read only the beginning of a text. */
export interface Reader {
  next(): Node | undefined
  peek(): Node | undefined
  /** Takes what matches at the beginning of the next node if that is text. The pattern starts with `^`. */
  take(pattern: RegExp): RegExpExecArray | undefined
  /** Takes the next node if it is a group; with `spaced`, white space may come first. */
  group(spaced?: boolean): Group | undefined
}

export function createReader(nodes: readonly Node[]): Reader {
  let at = 0
  let current = nodes[0]

  function advance(): void {
    at++
    current = nodes[at]
  }

  return {
    next() {
      const node = current
      advance()
      return node
    },
    peek: () => current,
    take(pattern) {
      if (current?.kind !== 'text') return undefined
      const match = pattern.exec(current.text)
      if (!match?.[0]) return undefined
      const text = current.text.slice(match[0].length)
      if (text === '') advance()
      else current = { kind: 'text', text }
      return match
    },
    group(spaced = false) {
      const isSpace = spaced && current?.kind === 'text' && current.text.trim() === ''
      const group = isSpace ? nodes[at + 1] : current
      if (group?.kind !== 'group') return undefined
      if (isSpace) advance()
      advance()
      return group
    },
  }
}
