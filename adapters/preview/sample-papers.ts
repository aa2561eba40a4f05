/** The data of one paper of the sample day. All of them are invented for this project. */
export interface SamplePaper {
  title: string
  abstract: string
  summary?: string
  authors: number
  keywords: readonly string[]
  organization?: string
  hasCode?: boolean
  upvotes: number
  comments: number
  stars?: number
  /** Upvotes gained since the paper was first seen. */
  gained?: number
}

export const SAMPLE_PAPERS: readonly SamplePaper[] = [
  {
    title: 'Ask Me Tomorrow: Agents That Know When to Sleep on It',
    abstract:
      'Tool-using agents answer at once, whether or not the answer is ready. We let an agent put a question aside, work on others, and come back to it later with what it has learned. On 400 invented office errands the patient agent makes a third fewer mistakes at the same cost. Most of the gain comes from the errands that turn out to have solved themselves.',
    summary:
      'An agent that may put a question aside and return to it makes a third fewer mistakes at the same cost, mostly because some problems solve themselves.',
    authors: 6,
    keywords: ['agents', 'tool use', 'planning'],
    organization: 'Institute for Applied Patience',
    hasCode: true,
    upvotes: 148,
    comments: 9,
    stars: 1240,
    gained: 61,
  },
  {
    title: 'Attention Is Mostly What You Need: A Small Correction',
    abstract:
      'We remove attention layers from a language model one at a time and watch what is missed. The first third is hardly missed at all; the last one is missed at once. A model that keeps two layers in five reads long documents 1.8 times as fast and is, by its own account, as happy as before. We discuss why its own account is not to be relied on.',
    summary:
      'Taking attention out of the early layers makes a language model 1.8 times as fast on long documents and costs it almost nothing.',
    authors: 11,
    keywords: ['attention', 'efficiency', 'long context'],
    organization: 'Lower Meadow University',
    hasCode: true,
    upvotes: 97,
    comments: 14,
    stars: 310,
    gained: 22,
  },
  {
    title: 'BenchBench: A Benchmark of Benchmarks, With Benches',
    abstract:
      'Benchmarks are many and their agreement is seldom measured. BenchBench ranks 60 made-up benchmarks by how well each predicts the others, and finds that eleven questions say nearly as much as eleven thousand. Photographs of park benches serve as a control and come 23rd. We release the questions, and the benches.',
    authors: 4,
    keywords: ['evaluation', 'benchmarks'],
    organization: 'Bureau of Model Weights and Measures',
    upvotes: 83,
    comments: 21,
    gained: 35,
  },
  {
    title: 'TeaLeaf-7B: Reading Order Out of Scanned Marginalia',
    abstract:
      'Notes in the margins of old books run in every direction but forwards. TeaLeaf-7B, a vision-language model, learns the order in which a reader wrote them from the colour of the ink alone. It transcribes 91 % of a set of scribbles drawn for this purpose, and declines to comment on the rest.',
    summary:
      'A 7B vision-language model finds the order of handwritten notes in book margins from the colour of their ink.',
    authors: 8,
    keywords: ['vision-language', 'document understanding', 'OCR'],
    organization: 'Marginal Gains Lab',
    hasCode: true,
    upvotes: 54,
    comments: 3,
    stars: 88,
    gained: 12,
  },
  {
    title: 'Gradient Descent by the Scenic Route',
    abstract:
      'The straight way down a loss surface is short, and not always the best. We add a small pull towards regions that the optimiser has not seen, and let it fade. On three toy problems and one that is not a toy, the detour costs 4 % more steps and ends in flatter minima. The proof takes the scenic route as well.',
    summary:
      'A fading pull towards unseen regions costs an optimiser 4 % more steps and leads it to flatter minima.',
    authors: 2,
    keywords: ['optimisation', 'generalisation'],
    upvotes: 41,
    comments: 5,
  },
  {
    title: 'Please and Thank You: Does Politeness Help a Reward Model?',
    abstract:
      'People thank language models; whether it does any good has been a matter of taste. We train reward models on dialogues with and without courtesies and measure what changes. The polite ones agree with people slightly more often, but only where the people were polite too. Rudeness helps nobody.',
    authors: 5,
    keywords: ['reinforcement learning from human feedback', 'alignment'],
    organization: 'Lower Meadow University',
    upvotes: 33,
    comments: 12,
    gained: 8,
  },
  {
    title: 'A Robot That Puts the Scissors Back',
    abstract:
      'Household robots fetch things well and return them badly. We study the second half of the errand: remembering where a thing came from, and finding that place taken. A policy trained on reversed videos of fetching returns 7 objects of 10 to where a person would look first. The scissors are the hardest.',
    summary:
      'A policy trained on fetching videos played backwards returns seven household objects in ten to where a person would look first.',
    authors: 9,
    keywords: ['robotics', 'manipulation', 'video'],
    organization: 'Household Errands Group',
    hasCode: true,
    upvotes: 27,
    comments: 2,
    stars: 45,
    gained: 5,
  },
  {
    title: 'Diffusion Models Dream in Landscape Format',
    abstract:
      'Asked for nothing in particular, image models draw wide pictures of hills. We trace this to the width of the pictures they learned from, and to hills. A sampler that asks for the format first and the content second draws portraits when portraits are wanted. It needs no further training.',
    summary:
      'Choosing the format before the content lets a diffusion model draw portraits when portraits are wanted, without further training.',
    authors: 3,
    keywords: ['diffusion models', 'image generation'],
    upvotes: 19,
    comments: 1,
  },
]
