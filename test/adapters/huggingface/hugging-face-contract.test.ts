import { sourceContract } from '../../contracts/source.ts'
import { wirePaper } from '../../fixtures/papers.ts'
import { createHuggingFaceHarness } from '../source-harnesses.ts'

const { paper } = wirePaper({ id: '2401.00010' })
const says = /^describes the paper in a way that can't be read \(paper.*\)$/

sourceContract('Hugging Face', {
  list: createHuggingFaceHarness,
  lookUp: createHuggingFaceHarness,
  linked: createHuggingFaceHarness,
  search: createHuggingFaceHarness,
  hasPages: true,
  intervalMs: 0,
  accepts: 'application/json',
  garbage: 'sent something that is not JSON',
  unreadable: [
    ['an empty object', {}, says],
    ['a list', [], says],
    ['a text', '"2311.12345"', says],
    ['nothing', 'null', says],
    ['a paper without a title', { ...paper, title: '' }, says],
    ['a paper with other types', { ...paper, upvotes: '41', publishedAt: 1_700_000_000 }, says],
    ['another paper', { ...paper, id: '2401.99999' }, /^describes another paper instead$/],
    ['a paper with an id that is none', { ...paper, id: '../../etc/passwd' }, says],
  ],
})
