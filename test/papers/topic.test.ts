import { describe, expect, it } from 'vitest'
import { parseTopic, topicMatcher } from '../../src/papers/topic.ts'
import { candidate } from '../fixtures/candidates.ts'

const paper = candidate('2611.00001', {
  paper: {
    title: 'Diffusion Models for Café Menus',
    abstract: 'We train GPT-4o agents in C++.',
    keywords: ['tool use'],
    authors: ['Émilie Dupont'],
    organization: 'Example Lab',
  },
}).paper

describe('a topic', () => {
  it.each([
    'diffusion',
    'diffusion model',
    'MODELS diffusion',
    'cafe',
    'agent',
    'tool use',
    'dupont',
    'example',
    'gpt-4o',
    'c++',
    '*',
    '',
  ])('brings a paper in which all of its words occur: %j', text => {
    const parsed = parseTopic(text)
    expect(parsed.ok && topicMatcher(parsed.topic)(paper)).toBe(true)
  })

  it.each(['diffusion robots', 'fusion', 'gpt-5', 'c#'])(
    'leaves a paper out where a word is missing: %j',
    text => {
      const parsed = parseTopic(text)
      expect(parsed.ok && topicMatcher(parsed.topic)(paper)).toBe(false)
    },
  )

  it('is the same topic in any case and spacing', () => {
    expect(parseTopic('  Diffusion   MODELS ')).toEqual({ ok: true, topic: 'diffusion models' })
  })

  it.each(['-survey', 'org:nvidia', '"exact"', 'a OR b', '(x', 'agent*'])(
    'refuses what a later version will give a meaning to, rather than misread it: %j',
    text =>
      expect(parseTopic(text)).toMatchObject({ ok: false, problem: expect.stringContaining('Plain words') }),
  )

  it('refuses what holds no word, and what is too long', () => {
    expect(parseTopic('!!! ???')).toMatchObject({ ok: false })
    expect(parseTopic('x'.repeat(101))).toMatchObject({ ok: false, problem: expect.stringContaining('100') })
  })
})
