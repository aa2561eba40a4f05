import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/text/clean.ts'

/** Pairs of a text as a source sends it and the expected result. */
type Table = [raw: string, clean: string][]

const tables: Record<string, Table> = {
  'formulas between dollars': [
    [String.raw`in $\mathcal{O}(n \log n)$ time`, 'in 𝒪(n log n) time'],
    [String.raw`$n\log n$`, 'n log n'],
    [String.raw`a $4\times$ speed-up, $\sim$20\% less`, 'a 4× speed-up, ∼20% less'],
    [String.raw`$\times$2 with $p$-values at $k$=5`, '×2 with p-values at k=5'],
    ['$$E = mc^2$$', 'E = mc²'],
    [String.raw`$F:\{0,1\}^n \to \mathbb{R}$`, 'F:{0,1}ⁿ → ℝ'],
    [String.raw`\(x_1\) and \[y^2\]`, 'x₁ and y²'],
    ['D$^2$Net and CO$_2$', 'D²Net and CO₂'],
    [String.raw`$f'(x) \leq \|x\|$`, 'f′(x) ≤ ‖x‖'],
    ['training$-$free, $>$25 points', 'training-free, >25 points'],
    [String.raw`$\text{if $x$ then}$`, 'if x then'],
    [String.raw`\textbf{A$^{\mathbf{2}}$B})$, and we see that $k$ grows`, 'A²B)$, and we see that k grows'],
  ],
  prices: [
    ['from $5 and $10 per run', 'from $5 and $10 per run'],
    [String.raw`\$5--\$10`, '$5–$10'],
    [String.raw`costs $5 per \textit{run} or $10`, 'costs $5 per run or $10'],
    [String.raw`for \42 a night`, 'for $42 a night'],
    ['less than $1 for $n$ papers', 'less than $1 for n papers'],
  ],
  'raised and lowered text': [
    ['E^2C, O(N^2), 2^10, 10^{-3}, 10^(-4), x^n', 'E²C, O(N²), 2¹⁰, 10⁻³, 10⁻⁴, xⁿ'],
    ['$x_{t+1}$, $x_{ij}$, $x_{max}$, $x_{\\text{LR}}$', 'xₜ₊₁, xᵢⱼ, x_max, x_LR'],
    ['$x^*$, $A^\\top$, $30^\\circ$, $5^{\\circ}$C', 'x*, Aᵀ, 30°, 5°C'],
    ['$T^{1/3}$, $x_{a/b}$, $e^{-x_i/2}$', 'T^(1/3), x_(a/b), e^(-xᵢ/2)'],
    ['the $2^{nd}$ and 3$^{\\text{rd}}$', 'the 2nd and 3rd'],
    ['π_0 and π_{0.5}, v_{plan}', 'π₀ and π₀.₅, v_plan'],
    ['H\\textsubscript{2}O, R\\textsuperscript{2}', 'H₂O, R²'],
    ['\\sum_{i=1}^n', '∑ᵢ₌₁ⁿ'],
  ],
  'fractions and roots': [
    [String.raw`$\frac{a}{b}$, $\frac{a+b}{2n}$, $\frac12$`, 'a/b, (a+b)/(2n), 1/2'],
    [String.raw`$\sqrt{x}$, $\sqrt{a+b}$, $\sqrt[3]{n}$`, '√x, √(a+b), ∛n'],
    [String.raw`$\binom{n}{k}$`, '(n choose k)'],
  ],
  'symbols and alphabets': [
    [String.raw`\alpha, \beta and \Omega`, 'α, β and Ω'],
    [String.raw`5 \pm 0.2, a \approx b, A \rightarrow B, \infty`, '5 ± 0.2, a ≈ b, A → B, ∞'],
    [String.raw`$x\in\mathbb{R}^n$, $\mathfrak{g}$, $\mathcal{NP}$-hard`, 'x∈ℝⁿ, 𝔤, NP-hard'],
    [String.raw`$A\not\equiv B$, $\hat{x}$, $\tilde O(n)$, $\vec{ab}$`, 'A≢ B, x̂, Õ(n), ab'],
    [String.raw`360{\deg} and 5 {\mu}m, \r{ho}, \b{eta}`, '360° and 5 μm, ρ, β'],
    [String.raw`a\unicode{x2013}b, \ding{182}, \ding{51}`, 'a–b, ❶, ✓'],
    [String.raw`\left( x \right), \big[y\big], \{a, b\}`, '( x ), [y], {a, b}'],
  ],
  'accented letters': [
    [String.raw`Schr\"odinger, G\"{o}del, {\"u}ber, na\"{\i}ve`, 'Schrödinger, Gödel, über, naïve'],
    [String.raw`Fr\'echet, d\'ej\`a, \^ile, espa\~nol, Mah\={a}n`, 'Fréchet, déjà, île, español, Mahān'],
    [
      String.raw`Fran\c{c}ois, Fran\c cois, \v{C}apek, \u{a}, \k{a}, \H{o}`,
      'François, François, Čapek, ă, ą, ő',
    ],
    [String.raw`stra\ss e, Bj\o rn, {\L}ukasz, \AE sop, \aa`, 'straße, Bjørn, Łukasz, Æsop, å'],
    [String.raw`Nguy\~\^en`, 'Nguyễn'],
    [String.raw`today\'s model, \"text\", O\'Brien`, 'today\'s model, "text", O\'Brien'],
  ],
  'styles and structure': [
    [
      String.raw`\textbf{C}ausal \emph{and} {\em so on}, {\bf BOLD}, \texttt{x_y}`,
      'Causal and so on, BOLD, x_y',
    ],
    [String.raw`\textcolor{red}{warm}, {\color{blue}cold}`, 'warm, cold'],
    [String.raw`\begin{itemize}\item one \item two\end{itemize}`, 'one two'],
    [String.raw`one\\two\newline three`, 'one two three'],
    [String.raw`2\,GB, 10\,000, vs.\ it, f\-ree, i.i.d.\@ data`, '2 GB, 10 000, vs. it, free, i.i.d. data'],
    [String.raw`65\% of R\&D in a\_b \#1`, '65% of R&D in a_b #1'],
    [String.raw`(\eg, this) and \ie. that, \etal`, '(e.g., this) and i.e. that, et al.'],
    ['{Two-Step} models use {L}ayers and n=7{,}203', 'Two-Step models use Layers and n=7,203'],
    ['a Un}ified model {that', 'a Unified model that'],
  ],
  'commands that nobody knows': [
    [String.raw`\mymacro{x} and \outer{\inner{y} z}`, 'x and y z'],
    [String.raw`\method, \ours{} and \SysName~win`, 'method, ours and SysName win'],
    [String.raw`\two{one}{two}`, 'one two'],
  ],
  'references and links': [
    [String.raw`as shown~\cite{a,b}, by \citep[see][p.~3]{c} all`, 'as shown, by all'],
    [String.raw`in Section~\ref{sec:a} we`, 'in Section we'],
    [
      String.raw`at \url{https://example.org/a_b~c} or \href{https://example.org}{here}`,
      'at https://example.org/a_b~c or here',
    ],
    [String.raw`data\footnote{Ours.}, see`, 'data (Ours.), see'],
    ['at https://example.org/x{here}.', 'at https://example.org/x (here).'],
    ['at https://example.org/x{https://example.org/x}.', 'at https://example.org/x.'],
  ],
  'dashes, quotes and ties': [
    ["``fast'' and `slow' and ''odd''", '“fast” and ‘slow’ and “odd”'],
    ['one---two, 1--5, this -- that', 'one—two, 1–5, this – that'],
    ['local~GPUs in Fig.~3, (RAG)~is, 50~ms, Eric~Doe', 'local GPUs in Fig. 3, (RAG) is, 50 ms, Eric Doe'],
  ],
  'commands whose backslash a source took off': [
    ['360^circ views, 1.3times, 180^circtimes180^circ', '360° views, 1.3×, 180°×180°'],
    ['in mathcal{O}(n^{-2/5}), {bf BOLD}', 'in 𝒪(n^(-2/5)), BOLD'],
    ['0.61rightarrow0.75, leq 2B, infty-Net, 64{times}64', '0.61→0.75, ≤ 2B, ∞-Net, 64×64'],
    ['pi_0 and theta_{old}, ρapprox 0.1, sim2times', 'π₀ and θ_old, ρ≈ 0.1, ∼2×'],
    [String.raw`91\\% and $\\omega^2$`, '91% and ω²'],
  ],
  // Each is the only sign in its text that there is a command.
  'a single command without its backslash': [
    ['W 3pm0 w', 'W 3±0 w'],
    ['about 5sim8 of', 'about 5∼8 of'],
    ['is sim10times as', 'is ∼10× as'],
    ['a sim.5% b', 'a ∼.5% b'],
    ['of 360°times2', 'of 360°×2'],
    ['of 2 times 3', 'of 2 × 3'],
    ['4times', '4×'],
    ['(a)times b', '(a)× b'],
    ['the mathcalΩ is', 'the Ω is'],
    ['textbfé', 'é'],
    ['operatornameé', 'é'],
    ['boldsymbolθ', 'θ'],
    ['alpha_2', 'α₂'],
    ['αapprox', 'α≈'],
    ['approx5', '≈5'],
    ['a leq b', 'a ≤ b'],
    ['neq', '≠'],
    ['cdots', '⋯'],
    ['lesssim', '≲'],
    ['gtrsim', '≳'],
    ['rightarrow', '→'],
    ['infty', '∞'],
    ['propto', '∝'],
    ['geq 4', '≥ 4'],
    ['ldots', '…'],
    ['x^circ', 'x°'],
  ],
}

describe.each(Object.entries(tables))('%s', (_, table) => {
  it.each(table)('turns %s into %s', (raw, clean) => {
    expect(cleanText(raw)).toBe(clean)
  })
})
