import type { Mode } from './commands.ts'
import { MAX_DEPTH, type Node, verbatim } from './parse.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** The converter's state at one level of the tree: its nodes, the text so far, and whether it is in a formula. */
export interface State {
  reader: Reader
  writer: Writer
  math: boolean
  /** How deeply arguments are nested here. */
  depth: number
  /** The text of the nodes inside a group or formula. */
  convert(nodes: readonly Node[], math: boolean): string
  /** The text of a node that was just read, as an argument; it may read arguments itself. */
  argument(node: Node): string
}

const isMath = (mode: Mode, state: State) => (mode === 'same' ? state.math : mode === 'math')

/**
 * Reads the next argument of a command.
 * @param loose whether a single letter, digit or command without braces is accepted
 * @returns undefined if there is none; then nothing was read
 */
export function readArgument(state: State, mode: Mode, loose = false): string | undefined {
  const { reader } = state
  const group = reader.group(true)
  if (group) {
    // A group in a URL is the text of a link with misplaced braces.
    const isVerbatim = mode === 'verbatim' && group.children.every(child => child.kind !== 'group')
    return isVerbatim ? verbatim(group.children) : state.convert(group.children, isMath(mode, state))
  }
  if (!loose) return undefined
  const letter = reader.take(/^\s*([\p{L}\p{N}])/u)
  if (letter) return letter[1]
  const node = reader.peek()
  if (node?.kind !== 'command' || state.depth >= MAX_DEPTH) return undefined
  reader.next()
  return state.argument(node)
}

/** Whether a text ends in a Windows path, whose backslashes don't begin commands. */
export const endsInPath = (tail: string): boolean => /(?<!\p{L})[A-Z]:(?:\\[\w.-]+)*$/u.test(tail)
