/** What a person sees of markdown on Discord, and which markup acts. Strict: an uncertain character counts as acting. */
export interface Seen {
  text: string
  links: { label: string; url: string }[]
  /** Markup that acts, such as `**`, `<@` or a heading's `#`. */
  acting: string[]
}

const LINK = /^\[([^[\]]*)\]\(<([^<>()\s\\]+)>\)/
const LINE_START = /^\s*(#{1,3} |-# |[-+*] |>|\d+[.)] )/
const ACTING = /^(\*\*|__|~~|\|\||[*_~`|<[\]]|@everyone|@here|\w+:\/\/|:\S+?:)/

/** Reads one line. In a link's label a backslash doesn't escape, so it counts as acting there. */
export function readLine(line: string): Seen {
  const seen: Seen = { text: '', links: [], acting: [] }
  const start = LINE_START.exec(line)?.[0] ?? ''
  if (start) seen.acting.push(start.trim())
  let rest = line.slice(start.length)
  while (rest) {
    const unescaped = /^\\[^0-9A-Za-z\s]/u.exec(rest)?.[0]
    const link = LINK.exec(rest)
    const acting = ACTING.exec(rest)?.[0]
    if (unescaped) seen.text += unescaped.slice(1)
    else if (link) {
      const [, label = '', url = ''] = link
      seen.links.push({ label, url })
      seen.text += label
      seen.acting.push(...actingIn(label))
    } else if (acting) seen.acting.push(acting)
    else seen.text += rest.slice(0, [...rest][0]?.length)
    rest = rest.slice((unescaped ?? link?.[0] ?? acting ?? [...rest][0] ?? '').length)
  }
  return seen
}

function actingIn(label: string): string[] {
  const found: string[] = label.includes('\\') ? ['\\'] : []
  for (let rest = label; rest; rest = rest.slice(1)) {
    const acting = ACTING.exec(rest)?.[0]
    if (acting) found.push(acting)
  }
  return found
}
