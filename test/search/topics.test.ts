import { describe, expect, it } from 'vitest'
import { createCollection } from '../../src/search/matching.ts'
import { parseTopic, queryOfTopic } from '../../src/search/topics.ts'
import { candidate } from '../fixtures/candidates.ts'

const paper = candidate('2611.00001', {
  paper: {
    title: 'Diffusion Models for Café Menus',
    abstract: 'We train GPT-4o agents in C++.',
    keywords: ['tool use'],
    authors: ['Émilie Dupont'],
    organization: 'Example Lab',
  },
})

const matches = (text: string): boolean => {
  const parsed = parseTopic(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return createCollection([paper]).matching(queryOfTopic(parsed.topic), '2026-11-23').size > 0
}

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
    'author:dupont -survey',
    'zebra OR "café menus"',
  ])('matches a paper that a search for it would find: %j', text => expect(matches(text)).toBe(true))

  it.each(['diffusion robots', 'fusion', 'gpt-5', 'c#', 'diffusion -cafe', 'title:agents'])(
    'leaves a paper out that a search for it would not find: %j',
    text => expect(matches(text)).toBe(false),
  )

  it('is the same topic in any case and spacing', () => {
    expect(parseTopic('  Diffusion   MODELS ')).toEqual({ ok: true, topic: 'diffusion models' })
  })

  it('rejects a sort order, because digests have their own', () =>
    expect(parseTopic('agents sort:new')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('sort:'),
    }))

  it.each([
    '2611.00010',
    'arXiv:2611.00010v2',
    '２６１１．０００１０',
    'https://huggingface.co/papers/2611.00010',
  ])('rejects the paper %s, but not the condition that it is that paper', text => {
    expect(parseTopic(text)).toEqual({
      ok: false,
      problem: '2611.00010 is one paper; a topic is words. To see the paper, show 2611.00010.',
    })
    expect(parseTopic('id:2611.00010 OR agents')).toMatchObject({ ok: true })
  })

  it('rejects text without words, and text that is too long', () => {
    expect(parseTopic('!!! ???')).toMatchObject({ ok: false })
    expect(parseTopic('x'.repeat(100))).toEqual({ ok: true, topic: 'x'.repeat(100) })
    expect(parseTopic('x'.repeat(101))).toMatchObject({ ok: false, problem: expect.stringContaining('100') })
  })
})
