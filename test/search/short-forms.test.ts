import { describe, expect, it } from 'vitest'
import type { ShortForm } from '../../src/ports/paper-index.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import { formKey, introducedForms, otherForms } from '../../src/search/short-forms.ts'

describe('the short forms that a text introduces', () => {
  it.each<[text: string, forms: string[]]>([
    ['We use reinforcement learning (RL).', ['RL = reinforcement learning']],
    [
      'Large language models (LLMs) and graph neural networks (GNNs)',
      ['LLMs = Large language models', 'GNNs = graph neural networks'],
    ],
    ['RL (reinforcement learning) is used', ['RL = reinforcement learning']],
    ['Low-Rank Adaptation (LoRA)', ['LoRA = Low-Rank Adaptation']],
    ['3D Gaussian Splatting (3DGS)', ['3DGS = 3D Gaussian Splatting']],
    ['Retrieval-Augmented Generation (RAG; Lewis et al.)', ['RAG = Retrieval-Augmented Generation']],
    ['we name it foo (see Figure 1)', []],
    ['the new model (2026)', []],
    ['the accuracy (in percent)', []],
    ['a university (MIT)', []],
    ['We study agents. Robots learn (AR)', []],
    ['Transformers (T)', []],
    ['an RL reinforcement learner (RL)', ['RL = reinforcement learner']],
    // A short form has ten characters at most, in one or two words that begin with a letter or a digit.
    ['Agents With Planning (AgentsWitP)', ['AgentsWitP = Agents With Planning']],
    ['Agents With Planning (AgentsWithP)', []],
    ['Deep Q Network (Deep QN)', ['Deep QN = Deep Q Network']],
    ['Alpha Beta Chi (A B C)', []],
    ['reinforcement learning (+RL)', []],
    // It has a capital behind another letter, or behind its first digits.
    ['Global Vectors (GloV)', ['GloV = Global Vectors']],
    ['Retrieval of Answers (Roa)', []],
    ['360 Panoramas (360P)', ['360P = 360 Panoramas']],
    ['3 dimensions (3d)', []],
    ['1 or 2 Axes (1/2A)', []],
    ['questions and answers (Q&A)', ['Q&A = questions and answers']],
    // Blanks don’t matter.
    ['reinforcement   learning ( RL )', ['RL = reinforcement learning']],
    [`We use reinforcement learning (RL). ${'It is good. '.repeat(20)}`, ['RL = reinforcement learning']],
    // What is in brackets behind it is nothing but its long form.
    ['So RL (reinforcement learning)', ['RL = reinforcement learning']],
    ['rl (reinforcement learning)', []],
    ['(reinforcement learning)', []],
    ['RL (or reinforcement learning)', []],
    ['RL (learning by reinforcement)', []],
    ['LM (Llama)', []],
    // A long form has several words, at most two for each letter and ten altogether, and nothing but words.
    ['reinforcement of all learning (RL)', ['RL = reinforcement of all learning']],
    ['reinforcement of all that learning (RL)', []],
    [
      'ants or or or or bees cows dogs eels figs (ABCDEF)',
      ['ABCDEF = ants or or or or bees cows dogs eels figs'],
    ],
    ['ants or or or or or bees cows dogs eels figs (ABCDEF)', []],
    ['RL for learners (RL)', []],
    ['Abc De (ABCDE)', ['ABCDE = Abc De']],
    ['Reinforcementlearning (RL)', []],
    ['reinforcement & learning (RL)', []],
    ['learners’ reinforcement/learning (LRL)', ['LRL = learners’ reinforcement/learning']],
  ])('%j', (text, forms) =>
    expect(introducedForms(text).map(({ short, long }) => `${short} = ${long}`)).toEqual(forms),
  )
})

/** Forms with their number of papers: `RL = reinforcement learning: 20`. */
const FORMS: ShortForm[] = [
  { short: 'RL', long: 'reinforcement learning', papers: 20 },
  { short: 'RL', long: 'representation learning', papers: 4 },
  { short: 'AR', long: 'augmented reality', papers: 10 },
  { short: 'AR', long: 'autoregressive model', papers: 11 },
  { short: 'ZZ', long: 'zebra zoo', papers: 1 },
  { short: 'LLMs', long: 'large language models', papers: 50 },
  { short: 'BB', long: 'blue bird', papers: 3 },
  { short: 'BB', long: 'big bear', papers: 2 },
  { short: 'CC', long: 'calm cat', papers: 2 },
  { short: 'CC', long: 'cold cat', papers: 9 },
  { short: 'DK', long: 'dog kennel', papers: 2 },
  { short: 'DoKe', long: 'dog kennel', papers: 9 },
  { short: 'ABCDEF', long: 'ants bees cows dogs eels figs', papers: 9 },
  { short: 'GABCDEF', long: 'goats ants bees cows dogs eels hens', papers: 9 },
]

const find = async (keys: readonly string[]): Promise<ShortForm[]> =>
  FORMS.filter(({ short, long }) => keys.includes(formKey(short)) || keys.includes(formKey(long)))

describe('the other form of a name in a query', () => {
  it.each<[query: string, others: string[]]>([
    ['RL', ['"reinforcement learning" (RL: reinforcement learning)']],
    ['rl agents', ['"reinforcement learning" agents (RL: reinforcement learning)']],
    ['LLM', ['"large language models" (LLMs: large language models)']],
    ['safe reinforcement learning cat:cs.LG', ['safe rl cat:cs.LG (RL: reinforcement learning)']],
    ['reinforcement-learning', ['rl (RL: reinforcement learning)']],
    [
      'RL for large language models',
      [
        '"reinforcement learning" large language models (RL: reinforcement learning)',
        'rl llms (LLMs: large language models)',
      ],
    ],
    // Three papers of five are enough.
    ['BB', ['"blue bird" (BB: blue bird)']],
    ['CC', ['"cold cat" (CC: cold cat)']],
    ['dog kennel', ['doke (DoKe: dog kennel)']],
    ['wild ants bees cows dogs eels figs', ['wild abcdef (ABCDEF: ants bees cows dogs eels figs)']],
    // Seven words are too many.
    ['goats ants bees cows dogs eels hens', []],
    ['representation learning', []],
    ['AR', []],
    ['augmented reality', []],
    ['ZZ', []],
    ['"reinforcement learning"', []],
    ['title:RL', []],
    ['-RL agents', []],
    ['RL OR agents', []],
    ['reinforcement OR learning', []],
  ])('%s', async (query, others) => {
    const parsed = parseQuery(query)
    if (!parsed.ok) throw new Error(parsed.problem)
    const found = await otherForms(parsed.query, find)
    expect(found.map(({ query, reason }) => `${printQuery(query)} (${reason})`)).toEqual(others)
  })
})
