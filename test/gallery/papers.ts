import type { ListedPaper } from '../../src/papers/paper.ts'
import { candidate } from '../fixtures/candidates.ts'

/** Made-up papers of two days; together they have everything that papers can have. */

const HOUR = 3_600_000
const MONDAY = Date.parse('2026-11-23T00:00Z')

const AREAS = [
  [
    'Agents That Plan Before They Ask',
    ['agents', 'planning', 'language models'],
    'We let agents plan before they act.',
  ],
  [
    'Diffusion for Postcards',
    ['diffusion', 'image generation'],
    'We draw postcards by diffusion in four steps.',
  ],
  [
    'Long Videos from Short Prompts',
    ['video generation', 'diffusion'],
    'We make videos of ten minutes from one line.',
  ],
  ['A Benchmark for Patient Robots', ['robotics', 'benchmark'], 'Robots are scored by how well they wait.'],
  [
    'Retrieval Without an Index',
    ['retrieval', 'language models'],
    'We find passages without building an index.',
  ],
  [
    'Small Language Models That Reason',
    ['reasoning', 'language models'],
    'Models of 1B parameters learn to reason by reinforcement learning.',
  ],
  ['Speech Without Transcripts', ['speech', 'self-supervised learning'], 'We learn speech from sound alone.'],
  ['Agents That Write Their Own Tools', ['agents', 'tool use'], 'Agents write, test and keep their tools.'],
  [
    'Attention at Half the Price',
    ['attention', 'efficiency'],
    'We halve the cost of attention on long texts.',
  ],
  ['Protein Folding on a Laptop', ['biology', 'efficiency'], 'RL folds proteins in minutes on a laptop.'],
  [
    'What Multilingual Models Forget',
    ['multilingual', 'analysis'],
    'We trace what models forget in 40 languages.',
  ],
  [
    'Video Diffusion, Explained by Its Noise',
    ['video generation', 'diffusion'],
    'We read what the noise knows.',
  ],
] as const

const RESULTS = [
  'With reinforcement learning (RL) it does better on six tasks, by 4.2 points, with half the training.',
  'Earlier samplers took hundreds of steps. Ours is as good by the judgement of forty people, after less training.',
  'After one day of training on a single GPU, it works in any domain.',
  'We release weights, a demo and the training logs.',
]

const authors = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${['Ada', 'Bo', 'Cy', 'Dee'][index % 4]} Example${index + 1}`)

export const gallery: ListedPaper[] = AREAS.map(([title, keywords, sentence], index) => {
  const day = index < 8 ? 0 : -3
  const listedAt = MONDAY + day * 24 * HOUR + (2 + index / 4) * HOUR
  const { paper, counts } = candidate(`2611.${String(10_001 + index * 7).padStart(5, '0')}`, {
    paper: {
      title,
      abstract: `${sentence} ${RESULTS[index % RESULTS.length]}`,
      summary: sentence,
      keywords,
      authors: authors(index === 3 ? 664 : 3 + index),
      day: new Date(listedAt).toISOString().slice(0, 10),
      listedAt,
      organization: index % 2 === 0 ? 'Example Lab' : undefined,
      codeUrl: index % 3 === 0 ? 'https://github.com/example/code' : undefined,
      thumbnailUrl: index % 2 === 1 ? 'https://example.org/thumbnail.png' : undefined,
      projectUrl: index % 4 === 0 ? 'https://example.org/project' : undefined,
    },
    counts: { upvotes: 163 - index * 11, comments: index % 4, stars: index % 3 === 0 ? 1_234 : undefined },
  })
  return { paper, counts }
})

/** New on arXiv: nobody could vote on them. */
export const announced: ListedPaper[] = [
  ['2611.20002', 'Robots That Wash Porcelain Dishes', 'Agents wash porcelain without breaking it.'],
  ['2611.20003', 'Agents That Read the Listings', 'We let agents read what is new, every night.'],
].map(([id = '', title = '', abstract = '']) => {
  const { paper } = candidate(id, {
    paper: { title, abstract, summary: abstract, categories: ['cs.RO', 'cs.AI'], sources: ['arxiv'] },
  })
  return { paper }
})

/** Its authors withdrew it after it was listed. */
export const withdrawn: ListedPaper = {
  paper: {
    ...candidate('2611.10900').paper,
    title: 'A Proof That Was Too Short',
    abstract: 'This paper has been withdrawn by the authors due to a gap in Lemma 3.',
    withdrawn: true,
  },
  counts: { upvotes: 12, comments: 3 },
}
