import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cleanText } from '../../src/text/clean.ts'
import { repositoryUrl, safeUrl } from '../../src/text/safe-links.ts'

const FOLDER = new URL('../../../shared/data/daily/', import.meta.url)
const isThere = existsSync(FOLDER)

const listSchema = z.array(
  z.looseObject({
    paper: z.looseObject({
      title: z.string(),
      summary: z.string(),
      ai_summary: z.string().optional(),
      githubRepo: z.string().optional(),
      projectPage: z.string().optional(),
    }),
  }),
)

const papers = (isThere ? readdirSync(FOLDER) : []).flatMap(file =>
  listSchema
    .parse(JSON.parse(gunzipSync(readFileSync(new URL(file, FOLDER))).toString()))
    .map(({ paper }) => paper),
)

/** What may remain: sets in braces, prices, powers that Unicode can't show, one stray dollar sign. */
const ALLOWED = {
  sets: /\{[^{}]+,[^{}]+\}/g,
  prices: /\$(?=\d|OneMillion)/g,
  powers: /\^(?=\(|\p{L})/gu,
}

describe(isThere ? 'the recorded papers' : 'the recorded papers (skipped: ../shared/data is absent)', () => {
  it.runIf(isThere)('have no TeX and no Markdown in cleaned titles and texts', () => {
    const remaining: string[] = []
    for (const { title, summary, ai_summary } of papers) {
      for (const raw of [title, summary, ai_summary ?? '']) {
        const text = cleanText(raw)
        expect(text).not.toMatch(/\\|\$[^$]*[\\^{}][^$]*\$|\p{Cc}|\p{Bidi_Control}| {2}/u)
        expect(text).not.toMatch(/\*\*|\]\(http|(?<!\S)[*`]\p{L}[^*`']*\p{L}[*`](?!\w)/u)
        expect(cleanText(text)).toBe(text)
        const rest = Object.values(ALLOWED).reduce((result, pattern) => result.replace(pattern, ''), text)
        if (/[\\${}^]/.test(rest)) remaining.push(text)
      }
    }
    expect(remaining.map(text => /.{0,9}[\\${}^].*/.exec(text)?.[0])).toHaveLength(1)
  })

  it.runIf(isThere)('have safe links to repositories and pages', () => {
    for (const { githubRepo, projectPage } of papers) {
      if (githubRepo) expect(repositoryUrl(githubRepo)).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/)
      if (projectPage) expect(safeUrl(projectPage)).toMatch(/^https?:\/\/\S+$/)
    }
    expect(papers.length).toBeGreaterThan(3000)
  })
})
