/** Characters. Nobody reads more of it. */
const LIMIT = 1_500

function draw(value: unknown): string {
  if (typeof value === 'string') return `text ${value.length}`
  if (Array.isArray(value)) return `[${value.map(draw).join(', ')}]`
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  const named = Object.entries(value).map(([name, part]) =>
    name === 'type' ? String(part) : `${name}: ${draw(part)}`,
  )
  return `{${named.join(', ')}}`
}

/** The structure of a payload for the log: names, types and lengths. Its only contents are the values of `type`. */
export const payloadShapeOf = (payload: object): string => draw(payload).slice(0, LIMIT)
