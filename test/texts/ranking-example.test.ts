import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DIGEST, RANKING } from '../../config/defaults.ts'
import { type Ranking, rank, rankingOver } from '../../src/papers/rank.ts'

/** docs/ranking.md has an example, whose numbers are computed here. */

const TEXT = readFileSync(join(import.meta.dirname, '../../docs/ranking.md'), 'utf8')
const NOW = Date.parse('2026-11-23T09:00Z')
const HOUR = 3_600_000
const WEEK_BACK = 6

/** The rows of the table whose head begins with these columns. */
function rowsOf(...columns: string[]): string[][] {
  const tables = TEXT.split(/\n{2,}/).filter(block => block.startsWith(`| ${columns.join(' | ')} |`))
  expect(tables).toHaveLength(1)
  const [, , ...rows] = tables[0]?.split('\n') ?? []
  return rows.map(row =>
    row
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  )
}

const EXAMPLE = rowsOf('paper', 'upvotes', 'listed, hours ago', 'pace', 'score', 'place')

/** The papers of the example in their order, with what the table says about them. */
function ranked(ranking: Ranking): string[][] {
  const papers = EXAMPLE.map(([title = '', upvotes, hours], index) => ({
    title,
    hours: Number(hours),
    paper: { id: `2611.0000${index}`, listedAt: NOW - Number(hours) * HOUR },
    counts: { upvotes: Number(upvotes), comments: 0 },
  }))
  return rank(papers, NOW, ranking).map(({ title, counts, hours, rank, score }) => [
    title,
    String(counts.upvotes),
    String(hours),
    (counts.upvotes / (hours + ranking.offsetHours) ** ranking.exponent).toFixed(1),
    String(Math.round(score * 100)),
    String(rank),
  ])
}

it('the example of a day has the numbers that the ranking computes', () => {
  expect(EXAMPLE).toHaveLength(5)
  expect(ranked(rankingOver(RANKING, DIGEST.daysBack))).toEqual(EXAMPLE)
})

it('the example of a week too', () => {
  const week = ranked(rankingOver(RANKING, WEEK_BACK)).map(([title, , , pace, , place]) => [
    title,
    pace,
    place,
  ])
  expect(week).toEqual(rowsOf('paper', 'pace over a week', 'place'))
})

it('the formula and its powers are those of the configuration', () => {
  const { offsetHours, exponent } = rankingOver(RANKING, DIGEST.daysBack)
  expect(TEXT).toContain(`upvotes ÷ (hours since it was listed + ${offsetHours}) ^ ${exponent}`)
  const [week, month] = [WEEK_BACK, 29].map(back => rankingOver(RANKING, back).exponent)
  expect(TEXT.replace(/\s+/g, ' ')).toContain(
    `over a week the power is ${week} instead of ${exponent}, and over a month it is ${month}`,
  )
})
