import { expect, it } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { createSharedPhrases } from '../../src/search/shared-phrases.ts'
import { stemOf } from '../../src/text/tokenizer.ts'
import { candidate } from '../fixtures/candidates.ts'

const paperOf = (abstract: string, keywords: readonly string[] = [], title = ''): Paper =>
  candidate('2611.00001', { paper: { title, keywords, abstract } }).paper

/** Words that say nothing. */
const COMMON = new Set(['the', 'of', 'we', 'with', 'and', 'a'])
const WEIGHTS: Record<string, number> = { [stemOf('agents')]: 1, [stemOf('planning')]: 2 }
const weightOf = (stem: string): number => (COMMON.has(stem) ? 0 : (WEIGHTS[stem] ?? 3))

it.each<[what: string, mine: Paper, theirs: Paper, shared: string[]]>([
  [
    'phrases rather than their words',
    paperOf('Closed-loop harness'),
    paperOf('a closed loop harness'),
    ['closed-loop harness'],
  ],
  [
    'as the first paper writes them',
    paperOf('Diffusion Models of LoRA'),
    paperOf('diffusion model and lora'),
    ['diffusion models', 'LoRA'],
  ],
  [
    'with common words inside, not at the ends',
    paperOf('the chain of thought'),
    paperOf('of chain of thought we'),
    ['chain of thought'],
  ],
  ['without a common word at the end', paperOf('chain of thought'), paperOf('chain of iron'), ['chain']],
  [
    'the longer of two that say as much',
    paperOf('Robots kitchens. Robots of kitchens.'),
    paperOf('robots kitchens, robots of kitchens'),
    ['robots of kitchens'],
  ],
  [
    'the longer of two that say as much, in any order',
    paperOf('Robots of kitchens. Robots kitchens.'),
    paperOf('robots kitchens, robots of kitchens'),
    ['robots of kitchens'],
  ],
  ['as they are written first', paperOf('lora again', [], 'LoRA'), paperOf('lora'), ['LoRA']],
  ['with single blanks', paperOf('tool   use'), paperOf('tool use'), ['tool use']],
  ['keywords', paperOf('', ['visual grounding']), paperOf('Visual grounding.'), ['visual grounding']],
  [
    'the most telling first',
    paperOf('agents. planning. kitchens.'),
    paperOf('kitchens, planning, agents'),
    ['kitchens', 'planning', 'agents'],
  ],
  [
    'not over the end of a sentence',
    paperOf('Of robots. Kitchens'),
    paperOf('robots kitchens'),
    ['robots', 'kitchens'],
  ],
  ['nothing that is only in one', paperOf('robots'), paperOf('kitchens'), []],
  [
    'no phrase that mostly repeats another',
    paperOf('samplers took hundreds of steps'),
    paperOf('Samplers took hundreds. Hundreds of steps.'),
    ['samplers took hundreds', 'steps'],
  ],
  [
    'of four words at the most',
    paperOf('ant bee cow dog eel'),
    paperOf('ant bee cow dog eel'),
    ['ant bee cow dog', 'eel'],
  ],
  [
    'four at the most',
    paperOf('ant. bee. cow. dog. eel.'),
    paperOf('ant, bee, cow, dog, eel'),
    ['ant', 'bee', 'cow', 'dog'],
  ],
])('are %s', (_, mine, theirs, shared) => expect(createSharedPhrases(mine, weightOf)(theirs)).toEqual(shared))
