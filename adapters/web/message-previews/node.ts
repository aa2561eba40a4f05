/** A part of a platform's payload. Ours is well formed, and what is not drawn is left out. */
export type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

export const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {})
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
