import type { Paper } from '../../../src/papers/paper.ts'
import type { PaperSearch } from '../../../src/search/search.ts'
import type { Summarised } from '../summary-papers.ts'
import { benchDepth, benchSmallWords, keywordTopics } from './depth.ts'
import { descriptionsOf } from './described.ts'
import { benchFinding } from './finding.ts'
import { benchForms, frequentForms } from './forms.ts'
import { sample } from './random.ts'
import { benchSimilar, papersOfSameAuthors } from './similar.ts'

const SAMPLE = 300
/** More, because their figure differs by a tenth between one 300 and another. */
const SIMILAR_SAMPLE = 1_000
const FORMS = { least: 2, count: 150 }
const TOPICS = { least: 10, count: 100 }

/**
 * How well papers are found that people describe, judged by data of the recorded papers: their source's summaries, the short forms
 * that they introduce, and their authors.
 * @param papers every other week of the recorded papers: either those for fitting, or the others
 * @param all all papers of the database
 */
export async function benchQuality(
  search: PaperSearch,
  papers: readonly Summarised[],
  all: readonly Paper[],
  random: () => number,
): Promise<string[]> {
  const some = sample(papers, SAMPLE, random)
  const related = papersOfSameAuthors(all)
  const withRelated = papers.flatMap(({ paper }) => (related.has(paper.id) ? [paper] : []))
  const texts = papers.map(({ paper }) => paper)
  return [
    ...(await benchFinding(search, descriptionsOf(some))),
    ...(await benchForms(search, frequentForms(texts, FORMS.least, FORMS.count))),
    await benchSimilar(search, sample(withRelated, SIMILAR_SAMPLE, random), related),
  ]
}

/** The same for topics, judged by the keywords that the recorded papers have, among these alone. */
export async function benchTopicQuality(
  search: PaperSearch,
  papers: readonly Paper[],
  all: readonly Paper[],
): Promise<string[]> {
  const frequent = new Set(keywordTopics(papers, TOPICS.least, TOPICS.count).map(({ topic }) => topic))
  // Relevant are all papers with the keyword, not only those of these weeks.
  const topics = keywordTopics(all, 1, Number.POSITIVE_INFINITY).filter(({ topic }) => frequent.has(topic))
  return [await benchSmallWords(search, topics), await benchDepth(search, topics)]
}
