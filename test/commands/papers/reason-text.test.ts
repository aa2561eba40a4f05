import { expect, it } from 'vitest'
import { matchText, missText } from '../../../src/commands/papers/reason-text.ts'
import { explain } from '../../../src/search/explain.ts'
import { queryOfTopic } from '../../../src/search/topics.ts'
import { candidate, MONDAY } from '../../fixtures/candidates.ts'

const found = candidate('2611.00001', {
  paper: { title: 'Diffusion for Robots', abstract: 'We sing.', categories: ['cs.RO'] },
  counts: { upvotes: 12, comments: 0 },
})

const textFor = (topic: string, paper = found): string => {
  const reasons = explain(queryOfTopic(topic), paper, MONDAY)
  return reasons.every(({ met }) => met) ? reasons.map(matchText).join(', ') : missText(reasons)
}

it.each([
  ['diffusion', 'diffusion in the title'],
  ['diffusion OR video', 'diffusion in the title'],
  ['video OR sing', 'sing in the abstract'],
  ['diffusion OR sing', 'diffusion in the title and sing in the abstract'],
  ['(video OR robots) sing', 'robots in the title, sing in the abstract'],
  ['(diffusion robots) OR video', 'diffusion in the title and robots in the title'],
  ['diffusion -video', 'diffusion in the title, -video'],
  ['upvotes>10', 'upvotes>10 (it has 12)'],
  ['cat:cs.RO OR video', 'cat:cs.RO (it is in cs.RO)'],
])('a paper matches %s by: %s', (topic, text) => expect(textFor(topic)).toBe(text))

it.each([
  ['video', 'doesn’t match video'],
  ['video OR audio', 'has neither video nor audio'],
  ['video OR audio OR speech', 'has neither video nor audio nor speech'],
  ['(video OR audio) sing', 'has neither video nor audio'],
  ['(video OR audio) speech', 'doesn’t match speech; has neither video nor audio'],
  ['(diffusion video) OR audio', 'has neither “diffusion video” (doesn’t match video) nor audio'],
  ['diffusion -robots', 'has robots in the title, which the topic leaves out'],
  ['diffusion -(video OR robots)', 'has robots in the title, which the topic leaves out'],
  [
    '-robots OR video',
    'has neither “-robots” (has robots in the title, which the topic leaves out) nor video',
  ],
  ['upvotes>50', 'doesn’t match upvotes>50 (it has 12)'],
  ['cat:cs.CL', 'doesn’t match cat:cs.CL (it is in cs.RO)'],
  ['since:2026-11-24', 'doesn’t match since:2026-11-24 (it was listed on 2026-11-23)'],
  ['has:code OR "robots for"', 'has neither has:code nor "robots for"'],
])('a paper doesn’t match %s: it %s', (topic, text) => expect(textFor(topic)).toBe(text))

it('says that categories aren’t known yet', () =>
  expect(textFor('cat:cs.CL', candidate('1'))).toBe(
    'doesn’t match cat:cs.CL (its categories aren’t known yet)',
  ))
