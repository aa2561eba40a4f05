import { expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'

it.each([
  ['papers about agents', 'agents'],
  ['what is a reasoning paradigm', 'reasoning paradigm'],
  ['How to train robots?', 'train robots'],
  ['show me recent research on video diffusion', 'video diffusion'],
  ['I am looking for papers that use diffusion', 'diffusion'],
  ["I'm looking for a dataset of medical images", 'dataset medical images'],
  ['We’re searching for work on bees', 'bees'],
  ['I’d like papers on bees', 'bees'],
  ['anyone know a paper on bees?', 'bees'],
  ['newest papers on bees please', 'bees'],
  ['tell me about bees', 'bees'],
  ['I want to read about bees', 'bees'],
  ['Give me 10 papers about bees', 'bees'],
  ['top 5 papers on bees', 'bees'],
  ['Can you recommend some papers on bees, thank you', 'bees'],
  ['most cited papers on bees', 'bees'],
  ['hi, papers on bees please', 'bees'],
  ['must read arxiv papers on bees', 'bees'],
  ['I am interested in bees', 'bees'],
  ['anyone working on bees', 'bees'],
  ['bees vs wasps', 'bees wasps'],
  ['Bengio et al', 'bengio'],
  ['top trending papers about bees, thanks', 'bees'],
  ['papers from Google about robots', 'google robots'],
  ['papers published in Nature about bees', 'nature bees'],
  ['does anybody know papers about bees', 'bees'],
  ['agents in the wild', 'agents wild'],
  ['WHAT IS RL', 'rl'],
  ['the agents OR a robot', 'agents OR robot'],
  ['(the agents)', 'agents'],
  ['-(the agents)', '-agents'],
  ['the cat:cs.CL', 'cat:cs.CL'],
  // Not where nothing else is left.
  ['the', 'the'],
  ['what is the', 'what is the'],
  ['the -survey', 'the -survey'],
  ['papers', 'papers'],
  // Not in quotes or fields, nor where they are meant.
  ['"the end of"', '"the end of"'],
  ['title:the agents', 'title:the agents'],
  ['title:(the end)', 'title:the title:end'],
  ['-the agents', '-the agents'],
  ['it AND agents', '"it" agents'],
  ['(the) agents', '"the" agents'],
  ['WHO guidelines', '"who" guidelines'],
  ['Kaiming He', 'kaiming "he"'],
  ['An Yang', '"an" yang'],
  ['Kaiming He residual', 'kaiming "he" residual'],
  ['papers by Kaiming He', 'kaiming "he"'],
  ['by An Yang', '"an" yang'],
  ['Been Kim', '"been" kim'],
  ['author:Kaiming He', 'author:kaiming "he"'],
  ['title:Kaiming He', 'title:kaiming'],
  ['kaiming he', 'kaiming'],
  ['In Context Learning', 'context learning'],
  ['Chain Of Thought', 'chain thought'],
  ['Learning To Rank Papers With Bees', 'learning rank papers bees'],
  ['state-of-the-art', 'state-of-the-art'],
  ['the*', 'the*'],
  // Words that aren't small.
  ['agents without planning', 'agents without planning'],
  ['not all agents', 'not all agents'],
  ['paper folding', 'paper folding'],
  ['need for speed', 'need speed'],
  ['work from home', 'work home'],
  ['trending topics', 'trending topics'],
  ['all about bees', 'all bees'],
  ['10 bees about', '10 bees'],
  ['tell bees', 'tell bees'],
  ['top papers', 'top papers'],
  ['searching for best practices', 'searching best practices'],
  ['looking for bees', 'looking bees'],
  ["don't look up", "don't look"],
  ['i-ve', 'i-ve'],
])('%j is read as %j, and that as itself', (typed, canonical) => {
  for (const text of [typed, canonical]) {
    const parsed = parseQuery(text)
    expect(parsed.ok && printQuery(parsed.query)).toBe(canonical)
  }
})

it('don’t count towards the number of words', () => {
  expect(parseQuery(`${'the '.repeat(60)}${'x '.repeat(64)}`).ok).toBe(true)
})
