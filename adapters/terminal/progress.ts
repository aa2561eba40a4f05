export interface ProgressScreen {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

/** Shows the progress of some work. */
export interface Progress {
  /** @param part from 0 to 1 */
  show(part: number, text: string): void
  /** Prints a line that stays. */
  say(text: string): void
  /** Removes the bar. */
  end(): void
}

const BAR = 24
const DEFAULT_COLUMNS = 80
/** The least time between two redraws of the bar, ms. */
const DRAW_MS = 100
/** How many lines a pipe gets in all. */
const LINES = 10

/** A bar that redraws its line on a terminal; in a pipe, a line for every tenth. @param now ms, such as performance.now() */
export function createProgress(screen: ProgressScreen, now: () => number): Progress {
  return screen.isTTY ? createBar(screen, now) : createLines(screen)
}

function createBar(screen: ProgressScreen, now: () => number): Progress {
  let line = ''
  let drawnAt = Number.NEGATIVE_INFINITY

  const clear = () => {
    if (line) screen.write('\r\x1b[K')
  }
  return {
    show(part, text) {
      if (now() - drawnAt < DRAW_MS && part < 1) return
      drawnAt = now()
      const full = Math.round(Math.min(1, Math.max(0, part)) * BAR)
      const bar = '█'.repeat(full) + '░'.repeat(BAR - full)
      const percent = `${Math.floor(part * 100)} %`.padStart(5)
      // A line that wraps can't be redrawn.
      line = `${bar} ${percent}  ${text}`.slice(0, (screen.columns || DEFAULT_COLUMNS) - 1)
      screen.write(`\r${line}\x1b[K`)
    },
    say(text) {
      clear()
      screen.write(`${text}\n${line}`)
    },
    end() {
      clear()
      line = ''
    },
  }
}

function createLines(screen: ProgressScreen): Progress {
  let shown = 0
  return {
    show(part, text) {
      const tenth = Math.floor(part * LINES)
      if (tenth <= shown) return
      shown = tenth
      screen.write(`${Math.floor(part * 100)} %: ${text}\n`)
    },
    say(text) {
      screen.write(`${text}\n`)
    },
    end() {},
  }
}
