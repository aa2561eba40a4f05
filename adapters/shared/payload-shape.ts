/** More of a shape than anyone reads. */
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

/** What a payload is made of: names, types and lengths, but for the names of its parts' kinds no contents. For the log. */
export const payloadShapeOf = (payload: object): string => draw(payload).slice(0, LIMIT)
