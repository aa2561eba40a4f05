import { convertCommand } from './command.ts'
import { convertEscape } from './escapes.ts'
import { groupText } from './groups.ts'
import { convertMark } from './marks.ts'
import type { Node } from './parse.ts'
import { createReader } from './reader.ts'
import type { State } from './state.ts'
import { createWriter } from './writer.ts'

const PRIMES = new Map([
  ["'", '′'],
  ["''", '″'],
  ["'''", '‴'],
])

const formulaText = (text: string) => text.replace(/'{1,3}/g, primes => PRIMES.get(primes) ?? primes)

function convertGroup(children: readonly Node[], state: State): string {
  const content = state.convert(children, state.math)
  if (state.math || content === '') return content
  const next = state.reader.peek()
  return groupText(content, state.writer.tail(), next?.kind === 'text' ? next.text : '')
}

function convertNode(node: Node, state: State): string {
  switch (node.kind) {
    case 'text':
      return state.math ? formulaText(node.text) : node.text
    case 'math':
      return state.convert(node.children, true).trim()
    case 'group':
      return convertGroup(node.children, state)
    case 'script':
      return convertMark(node.mark, state)
    case 'escape':
      return convertEscape(node.char, state)
    case 'command':
      return convertCommand(node.name, state)
  }
}

function convertAll(nodes: readonly Node[], math: boolean, depth: number): string {
  const reader = createReader(nodes)
  const createState = (level: number): State => ({
    reader,
    writer: createWriter(),
    math,
    depth: level,
    convert: (children, inMath) => convertAll(children, inMath, level),
    argument: node => convertNode(node, createState(level + 1)),
  })
  const state = createState(depth)
  for (let node = reader.next(); node; node = reader.next()) state.writer.write(convertNode(node, state))
  return state.writer.text()
}

/** The plain text of a parsed TeX text. */
export const convert = (nodes: readonly Node[]): string => convertAll(nodes, false, 0)
