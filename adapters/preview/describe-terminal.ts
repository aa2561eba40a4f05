import { createSupportsHyperlinks } from 'supports-hyperlinks'

/** The capabilities of a terminal. */
export interface Terminal {
  columns: number
  colour: boolean
  /** Whether it supports links (OSC 8). */
  links: boolean
}

/** The part of `process.stdout` that is read. A pipe or file has neither property. */
export interface Screen {
  isTTY?: boolean
  columns?: number
}

/** The width of a pipe, and of terminals that don't report theirs. */
const DEFAULT_COLUMNS = 80

/**
 * FORCE_COLOR decides if it is set (`0` and `false` mean no, as in Node's `getColorDepth`). Otherwise there are no colours
 * with NO_COLOR (no-color.org), with `TERM=dumb`, and when the output isn't a terminal.
 */
function usesColour(screen: Screen, env: Record<string, string | undefined>): boolean {
  if (env.FORCE_COLOR) return !/^(0|false)$/.test(env.FORCE_COLOR)
  return Boolean(screen.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb'
}

/**
 * @param env the environment, such as `process.env`
 * @param supportsLinks whether a terminal supports OSC 8; by default looked up in a list of known terminals
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
