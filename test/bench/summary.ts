import { performance } from 'node:perf_hooks'
import { SUMMARY_LIMITS } from '../../src/digests/summary-limits.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { splitSentences } from '../../src/papers/summary/sentences.ts'
import { summarise } from '../../src/papers/summary/summarise.ts'
import { countGraphemes } from '../../src/text/graphemes.ts'
import { rouge1 } from './rouge.ts'
import { type Summarised, summarisedPapers } from './summary-papers.ts'

/**
 * `npm run bench:summary`: one-sentence summaries made only from the abstract, compared with the source's own summaries, by
 * ROUGE-1 F. The goal is 90 % of what the best sentence of each abstract reaches, chosen in hindsight.
 */

const GOAL = 0.9
const LIMITS = SUMMARY_LIMITS.compact
const CUE = /\b(?:we|this (?:paper|work|study)) (?:\w+ )?(?:propose|introduce|present|develop|show)s?\b/i

const sentencesOf = ({ abstract }: Paper): string[] => splitSentences(abstract).map(text => text.trim())

function bestOf(sentences: readonly string[], reference: string): string {
  const scored = sentences.map(sentence => ({ sentence, score: rouge1(sentence, reference) }))
  return scored.reduce((a, b) => (b.score > a.score ? b : a), { sentence: '', score: 0 }).sentence
}

const ours = (paper: Paper): string => summarise({ ...paper, summary: undefined }, LIMITS)

const rows: Record<string, (paper: Paper, reference: string) => string> = {
  'first sentence': paper => sentencesOf(paper)[0] ?? '',
  'first sentence with a cue': paper =>
    sentencesOf(paper).find(text => CUE.test(text)) ?? sentencesOf(paper)[0] ?? '',
  ours,
  'ours, without keywords': paper => ours({ ...paper, keywords: [] }),
  'best in hindsight': (paper, reference) => bestOf(sentencesOf(paper), reference),
  'best in hindsight that fits': (paper, reference) =>
    bestOf(
      sentencesOf(paper).filter(text => countGraphemes(text) <= LIMITS.graphemes),
      reference,
    ),
}

const mean = (figures: readonly number[]): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function report(papers: readonly Summarised[]): boolean {
  const groups = [
    papers,
    papers.filter(paper => paper.isForFitting),
    papers.filter(paper => !paper.isForFitting),
  ]
  const figures = new Map(
    Object.entries(rows).map(([name, row]) => [
      name,
      groups.map(group =>
        mean(group.map(({ paper, reference }) => rouge1(row(paper, reference), reference))),
      ),
    ]),
  )
  console.log(
    `${'ROUGE-1 F'.padEnd(30)}${['all', 'fitted on', 'held out'].map(name => name.padStart(11)).join('')}`,
  )
  console.log(`${'papers'.padEnd(30)}${groups.map(group => String(group.length).padStart(11)).join('')}`)
  for (const [name, values] of figures) {
    console.log(`${name.padEnd(30)}${values.map(value => value.toFixed(4).padStart(11)).join('')}`)
  }
  const [reached = 0, fitted = 0, heldOut = 0] = (figures.get('ours') ?? []).map(
    (value, index) => value / (figures.get('best in hindsight')?.[index] ?? 0),
  )
  const isMet = reached >= GOAL
  console.log(
    `${'ours, of the best'.padEnd(30)}${[reached, fitted, heldOut].map(share => percent(share).padStart(11)).join('')}`,
  )
  console.log(
    `\nGoal: ${percent(GOAL)} of the best in hindsight. ${isMet ? 'Met' : 'Missed'}: ${percent(reached)}.`,
  )
  return isMet
}

function reportShape(papers: readonly Summarised[]): boolean {
  const start = performance.now()
  const summaries = papers.map(({ paper }) => ours(paper))
  const ms = (performance.now() - start) / papers.length
  const share = (fits: (summary: string) => boolean) =>
    percent(summaries.filter(fits).length / summaries.length)
  const isOver = (summary: string) =>
    countGraphemes(summary) > LIMITS.graphemes || splitSentences(summary).length > LIMITS.sentences
  console.log(
    `Cut short with an ellipsis: ${share(text => text.endsWith('…'))}. Over the limits: ${share(isOver)}.`,
  )
  console.log(`Speed: ${Math.round(1000 * ms)} ms for 1,000 papers.`)
  return !summaries.some(isOver)
}

const papers = summarisedPapers()
if (papers.length === 0) console.log('The recorded days are not here, so there is nothing to measure.')
else {
  const isMet = report(papers)
  const isWithin = reportShape(papers)
  if (!isMet || !isWithin) process.exitCode = 1
}
