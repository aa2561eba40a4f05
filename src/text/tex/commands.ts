import { script } from './scripts.ts'

/** How an argument is read: as text, as a formula, like the surrounding text, or literally. */
export type Mode = 'text' | 'math' | 'same' | 'verbatim'

export interface Command {
  /** The mode of each argument in braces. */
  args: readonly Mode[]
  /** Whether a lone character or command can be an argument as well, as in `\frac12`. */
  loose?: boolean
  /** Whether white space and a tie before the command belong to it. */
  trims?: boolean
  /** The text for the arguments (`''` for missing ones) and the option in square brackets. */
  render(args: readonly string[], option: string): string
}

const nothing = (count: number, trims = false): Command => ({
  args: Array.from({ length: count }, () => 'same' as const),
  trims,
  render: () => '',
})

const firstArgument = ([text = '']: readonly string[]) => text

/** Brackets around what would be ambiguous beside a fraction bar or under a root. */
const bracketed = (text: string, plain: RegExp) => (plain.test(text) ? text : `(${text})`)
const NUMERATOR = /^[^\s+\-−/·×=<>,]*$|^\([^()]*\)$/
const DENOMINATOR = /^[\p{L}\p{M}]*[⁰¹²³⁴-ⁿ₀-₎]*(?:_[\p{L}\p{N}]+)?$|^\d[\d.]*$|^\([^()]*\)$/u

const fraction: Command = {
  args: ['same', 'same'],
  loose: true,
  render([top = '', bottom = '']) {
    const above = top.trim()
    const below = bottom.trim()
    if (below === '') return above
    return `${bracketed(above, NUMERATOR)}/${bracketed(below, DENOMINATOR)}`
  },
}

const ROOTS = new Map([
  ['', '√'],
  ['2', '√'],
  ['3', '∛'],
  ['4', '∜'],
])

const root: Command = {
  args: ['same'],
  loose: true,
  render([content = ''], option) {
    const sign = ROOTS.get(option.trim()) ?? `${script('^', option)}√`
    return sign + bracketed(content.trim(), /^\P{M}?\p{M}*$|^\p{N}*$|^\([^()]*\)$/u)
  },
}

/** The circled and other numbers among the `pifont` symbols that papers use, by the first of each ten. */
const DINGBATS: [first: number, character: number][] = [
  [172, 0x2460],
  [182, 0x2776],
  [192, 0x2780],
  [202, 0x278a],
]

function dingbat(number: number): string {
  if (number >= 33 && number <= 126) return String.fromCodePoint(0x2701 + number - 33)
  const row = DINGBATS.find(([first]) => number >= first && number < first + 10)
  return row ? String.fromCodePoint(row[1] + number - row[0]) : ''
}

function character(code: string): string {
  const number = Number.parseInt(code.replace(/^[xX"]/, ''), /^[xX"]/.test(code) ? 16 : 10)
  return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : ''
}

const each = (names: string, command: Command): [string, Command][] =>
  names
    .trim()
    .split(/\s+/)
    .map(name => [name, command])

/** Commands that are more than the text of their arguments. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ...each(
    `cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite autocite footcite Cite Citet
     Citep nocite ref eqref autoref cref Cref pageref nameref label footnotemark`,
    nothing(1, true),
  ),
  ...each('deleted', nothing(1)),
  ...each('begin end hspace vspace phantom hphantom vphantom includegraphics input', nothing(1)),
  ...each('bibliography bibliographystyle pagestyle thispagestyle setlength color', nothing(1)),
  ...each('textcolor colorbox', { args: ['same', 'same'], render: ([, text = '']) => text }),
  ...each('replaced', { args: ['same', 'same'], render: firstArgument }),
  ...each('footnote thanks', {
    args: ['text'],
    trims: true,
    render: ([text = '']) => (text.trim() === '' ? '' : ` (${text.trim()})`),
  }),
  ...each('href hyperlink', {
    args: ['verbatim', 'text'],
    render: ([url = '', text = '']) => (text.trim() === '' ? url.trim() : text),
  }),
  ...each('hyperref', { args: ['text'], render: firstArgument }),
  ...each('url nolinkurl path', { args: ['verbatim'], render: ([url = '']) => url.trim() }),
  ...each('text textrm textnormal mbox hbox fbox textup', {
    args: ['text'],
    loose: true,
    render: firstArgument,
  }),
  ...each(
    `textbf textit texttt textsc textsf textmd textsl emph underline uline mathbf mathrm mathit mathsf mathtt mathnormal
     boldsymbol bm pmb operatorname mathop mathbin mathrel mathord overbrace underbrace`,
    { args: ['same'], loose: true, render: firstArgument },
  ),
  ...each('ensuremath', { args: ['math'], render: firstArgument }),
  ...each('frac dfrac tfrac cfrac nicefrac sfrac', fraction),
  ...each('sqrt', root),
  ...each('binom dbinom tbinom', {
    args: ['same', 'same'],
    loose: true,
    render: ([top = '', bottom = '']) => `(${top.trim()} choose ${bottom.trim()})`,
  }),
  ...each('textsuperscript', { args: ['text'], render: ([text = '']) => script('^', text) }),
  ...each('textsubscript', { args: ['text'], render: ([text = '']) => script('_', text) }),
  ...each('unicode', { args: ['verbatim'], render: ([code = '']) => character(code) }),
  ...each('ding', { args: ['verbatim'], render: ([number = '']) => dingbat(Number(number)) }),
])

/** Commands that only affect the appearance: removed with the white space after them. */
export const DECLARATIONS: ReadonlySet<string> = new Set(
  `bf it em tt rm sc sf sl bfseries itshape ttfamily rmfamily sffamily scshape upshape mdseries normalfont tiny
   scriptsize footnotesize small normalsize large Large LARGE huge Huge boldmath unboldmath displaystyle textstyle
   scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm left right middle
   noindent indent centering raggedright item bigskip medskip smallskip hfill vfill newpage clearpage maketitle protect
   relax allowbreak nobreak nolinebreak sloppy fussy verb strut null ignorespaces unskip leavevmode nonumber notag xspace b`
    .trim()
    .split(/\s+/),
)
