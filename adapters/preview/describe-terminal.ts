import { createSupportsHyperlinks } from 'supports-hyperlinks'

/** What a terminal can show. */
export interface Terminal {
  columns: number
  colour: boolean
  /** Whether it makes text clickable (OSC 8). */
  links: boolean
}

/** The part of `process.stdout` that tells. A pipe or file has neither. */
export interface Screen {
  isTTY?: boolean
  columns?: number
}

/** Of a pipe, and of terminals that don't say. */
const DEFAULT_COLUMNS = 80

/**
 * Whether to colour. FORCE_COLOR decides where it is set (`0` and `false` mean no, as in Node's `getColorDepth`); else
 * NO_COLOR (no-color.org), `TERM=dumb` and anything that is no terminal mean no.
 */
function usesColour(screen: Screen, env: Record<string, string | undefined>): boolean {
  if (env.FORCE_COLOR) return !/^(0|false)$/.test(env.FORCE_COLOR)
  return Boolean(screen.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb'
}

/**
 * @param env the environment, such as `process.env`
 * @param supportsLinks tells of a terminal whether it knows OSC 8; by default a list of the ones that do
 */
export function describeTerminal(
  screen: Screen,
  env: Record<string, string | undefined>,
  supportsLinks: (screen: Screen) => boolean = createSupportsHyperlinks,
): Terminal {
  return {
    columns: (screen.isTTY && screen.columns) || DEFAULT_COLUMNS,
    colour: usesColour(screen, env),
    links: Boolean(screen.isTTY) && env.TERM !== 'dumb' && supportsLinks(screen),
  }
}
