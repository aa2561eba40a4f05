import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery, printRequest } from '../../src/search/query/printer.ts'

/** A query as typed, and its canonical text. */
const READ: readonly [string, string][] = [
  ['video diffusion', 'video diffusion'],
  ['Video  DIFFUSION', 'video diffusion'],
  ['video AND diffusion', 'video diffusion'],
  ['video, diffusion; models', 'video diffusion models'],
  ['"chain of thought"', '"chain of thought"'],
  ['“chain of thought”', '"chain of thought"'],
  ['«chain of thought»', '"chain of thought"'],
  ['"Chain   of Thought"', '"chain of thought"'],
  ['"agents"', '"agents"'],
  ['diffus*', 'diffus*'],
  ['"diffus*"', '"diffus"'],
  ['pre-train*', 'pre-train*'],
  ['agents -survey', 'agents -survey'],
  ['agents - survey', 'agents survey'],
  ['agents NOT survey', 'agents -survey'],
  ['-survey', '-survey'],
  ['- survey', 'survey'],
  ['NOT survey', '-survey'],
  ['agents or planning', 'agents or planning'],
  ['agents OR planning', 'agents OR planning'],
  ['agents OR planning memory', 'agents OR (planning memory)'],
  ['(agents OR planning) memory', '(agents OR planning) memory'],
  ['agents (planning)', 'agents planning'],
  ['((agents))', 'agents'],
  ['-(agents OR planning)', '-(agents OR planning)'],
  ['-(agents planning)', '-(agents planning)'],
  ['NOT (NOT agents)', 'agents'],
  ['--agents', 'agents'],
  ['and not or', 'and not or'],
  ['title:agents', 'title:agents'],
  ['title: agents', 'title:agents'],
  ['Title:Agents', 'title:agents'],
  ['title:"in the wild"', 'title:"in the wild"'],
  ['title:(agents OR planning)', 'title:agents OR title:planning'],
  ['title:(agents -survey)', 'title:agents -title:survey'],
  ['title:(agents author:lecun)', 'title:agents author:lecun'],
  ['title:diffus*', 'title:diffus*'],
  ['keyword:robotics', 'keyword:robotics'],
  ['author:lecun', 'author:lecun'],
  ['author:"yann lecun"', 'author:"yann lecun"'],
  ['author:müller', 'author:müller'],
  ['org:nvidia', 'org:nvidia'],
  ['abstract:"we propose"', 'abstract:"we propose"'],
  ['cat:cs.CL', 'cat:cs.CL'],
  ['cat:CS.cl', 'cat:cs.CL'],
  ['cat:cs.*', 'cat:cs'],
  ['cat:cs', 'cat:cs'],
  ['cat:cs*', 'cat:cs'],
  ['cat:math-ph', 'cat:math-ph'],
  ['cat:cond-mat.str-el', 'cat:cond-mat.str-el'],
  ['has:code', 'has:code'],
  ['has:PROJECT', 'has:project'],
  ['has:summary', 'has:summary'],
  ['upvotes>20', 'upvotes>20'],
  ['upvotes >= 20', 'upvotes>=20'],
  ['upvotes:>20', 'upvotes>20'],
  ['upvotes:20', 'upvotes=20'],
  ['upvotes=20', 'upvotes=20'],
  ['stars>=1.2k', 'stars>=1200'],
  ['stars<=3K', 'stars<=3000'],
  ['comments<5', 'comments<5'],
  ['since:7d', 'since:7d'],
  ['since:2W', 'since:2w'],
  ['since:2026-01-01', 'since:2026-01-01'],
  ['since:2026-01', 'since:2026-01'],
  ['since:2026', 'since:2026'],
  ['since:today', 'since:today'],
  ['until:yesterday', 'until:yesterday'],
  ['until:2026-01-31', 'until:2026-01-31'],
  ['id:2401.00010', 'id:2401.00010'],
  ['id:2401.00010v2', 'id:2401.00010'],
  ['id:https://arxiv.org/abs/2401.00010', 'id:2401.00010'],
  ['id:cs/0601001', 'id:cs/0601001'],
  ['sort:new', '* sort:new'],
  ['agents sort:top', 'agents sort:top'],
  ['agents sort:relevant', 'agents'],
  ['sort:new agents sort:top', 'agents sort:top'],
  ['*', '*'],
  ['', '*'],
  ['GPT-4o', 'gpt-4o'],
  ['GPT4o', 'gpt4o'],
  ['LLaMA-3.1', 'llama-3.1'],
  ['C++', 'c++'],
  ['C#', 'c#'],
  ['c++17', '"c++ 17"'],
  ['3D', '3d'],
  ['RLHF', 'rlhf'],
  ['k-NN', 'k-nn'],
  ['β-VAE', 'β-vae'],
  ['Müller', 'müller'],
  ["O'Brien", "o'brien"],
  ["model's", 'model'],
  ['state-of-the-art', 'state-of-the-art'],
  ['a/b testing', 'a/b testing'],
  ['and/or', 'and/or'],
  ['语言模型', '"语 言 模 型"'],
  ['Диффузия', 'диффузия'],
  ['e-mail', 'e-mail'],
  ['https://example.com/x', '"https example com x"'],
  ['Attention Is All You Need: A Study', 'attention is all you need a study'],
  ['Title: with a colon', 'title:with a colon'],
  ['agents title:x OR y', '(agents title:x) OR y'],
  ["don't", "don't"],
  ['100%', '100'],
  ['#1', '1'],
  ['@everyone', 'everyone'],
  ['<!channel>', 'channel'],
  ['a.b.c', 'a.b.c'],
  ['AT&T', '"at t"'],
  ['R&D', '"r d"'],
  ['x=y', '"x y"'],
  ['1e-3', '1e-3'],
  ['zero\u200bwidth', 'zerowidth'],
  ['title :agents', 'title:agents'],
  ['upvotes:>= 20', 'upvotes>=20'],
  ['foo>3', '"foo 3"'],
  ['foo:', 'foo'],
  ['foo: bar', 'foo bar'],
  ['see http://example.com', 'see "http example com"'],
  ['a(b)c', 'a b c'],
  ['a"b c"d', 'a "b c" d'],
  ['-"chain of thought"', '-"chain of thought"'],
  ['agents --survey', 'agents survey'],
  ['„a b“', '"a b"'],
  ['a\tb\u0007c', 'a b c'],
  ['mu\u0308ller', 'müller'],
  ['(a OR b) OR c', 'a OR b OR c'],
  ['a OR (b OR c)', 'a OR b OR c'],
  ['(a b) c', 'a b c'],
  ['a (b OR c) d', 'a (b OR c) d'],
  ['a OR b c OR d', 'a OR (b c) OR d'],
  ['-(a) b', '-a b'],
  ['-(-(a b))', 'a b'],
  ['-title:(a b)', '-(title:a title:b)'],
  ['((((((((a))))))))', 'a'],
  ['title:((((((((a))))))))', 'title:a'],
  ['title:(a) b', 'title:a b'],
  ['upvotes>2.0', 'upvotes>2'],
  ['upvotes>0.5k', 'upvotes>500'],
  ['stars>999999999', 'stars>999999999'],
  ['stars<1', 'stars<1'],
  ['has:"code"', 'has:code'],
  ['cat:"cs.CL"', 'cat:cs.CL'],
  ['cat:cs.CL*', 'cat:cs.CL'],
  ['cat:cs.CL.*', 'cat:cs.CL'],
  ['since:"7d"', 'since:7d'],
  ['until:2W', 'until:2w'],
  ['id:" 2401.00010 "', 'id:2401.00010'],
  ['sort:NEW', '* sort:new'],
  ['Sort:Top a', 'a sort:top'],
  ['agents AND', 'agents'],
  ['NOT NOT a', 'a'],
  ['toString', 'tostring'],
  ['title:and', 'title:and'],
  ['orchid ANDes NOTes', 'orchid andes notes'],
]

/** Invalid queries, and the error message. */
const INVALID: readonly [string, string][] = [
  ['(agents', 'A bracket opens at 1 and never closes. Close it, or leave it out.'],
  ['agents)', 'A bracket closes at 7 that never opened. Leave it out, or open it.'],
  ['agents (planning OR', 'OR at 18 needs something on both sides. In small letters it is a word.'],
  ['"open', 'A quote opens at 1 and never closes. Close it, or leave it out.'],
  ['title:', 'Nothing follows “title:” at 1. It is used like this: title:diffusion'],
  ['title:()', 'There is nothing to look for in the brackets at 7.'],
  ['author: )', 'Nothing follows “author:” at 1. It is used like this: author:lecun'],
  [
    'foo:bar',
    'There is no field “foo” (at 1). There are title:, keyword:, author:, org:, abstract:, cat:, has:, since:, until:, id:, upvotes:, stars:, comments: and sort:. To look for the words, put them in quotes.',
  ],
  ['OR', 'OR at 1 needs something on both sides. In small letters it is a word.'],
  ['a OR', 'OR at 3 needs something on both sides. In small letters it is a word.'],
  ['OR b', 'OR at 1 needs something on both sides. In small letters it is a word.'],
  ['a OR OR b', 'OR at 6 needs something on both sides. In small letters it is a word.'],
  ['-', 'There is no word in “-” to look for.'],
  ['NOT', 'Nothing follows “NOT” at 1 that could be left out.'],
  ['agents NOT', 'Nothing follows “NOT” at 8 that could be left out.'],
  ['cat:!', '“!” at 1 is no category of arXiv. It is used like this: cat:cs.CL, or all of cs: cat:cs.*'],
  ['cat:', 'Nothing follows “cat:” at 1. It is used like this: cat:cs.CL'],
  ['has:pdf', '“has:” at 1 takes code, project, summary; “pdf” is none of them.'],
  ['has:', 'Nothing follows “has:” at 1. It is used like this: has:code'],
  ['upvotes>', 'Nothing follows “upvotes>” at 1. It is used like this: upvotes>20'],
  ['upvotes>x', '“upvotes>x” at 1 should have a whole number. It is used like this: upvotes>20'],
  ['upvotes>2.5', '“upvotes>2.5” at 1 should have a whole number. It is used like this: upvotes>20'],
  ['upvotes>-1', 'Nothing follows “upvotes>” at 1. It is used like this: upvotes>20'],
  [
    'upvotes>99999999999',
    '“upvotes>99999999999” at 1 should have a whole number. It is used like this: upvotes>20',
  ],
  ['since:soon', '“soon” at 1 is no day. Such as 2026-01-31, 2026-01, 7d, 2w, 3m or today.'],
  ['since:2026-13-01', '“2026-13-01” at 1 is no day. Such as 2026-01-31, 2026-01, 7d, 2w, 3m or today.'],
  ['since:2026-02-30', '“2026-02-30” at 1 is no day. Such as 2026-01-31, 2026-01, 7d, 2w, 3m or today.'],
  ['since:', 'Nothing follows “since:” at 1. It is used like this: since:7d'],
  ['since:99999y', '“99999y” at 1 is no day. Such as 2026-01-31, 2026-01, 7d, 2w, 3m or today.'],
  ['until:7', '“7” at 1 is no day. Such as 2026-01-31, 2026-01, 7d, 2w, 3m or today.'],
  ['id:xyz', '“xyz” at 1 is no arXiv id. It is used like this: id:2401.00010'],
  ['id:', 'Nothing follows “id:” at 1. It is used like this: id:2401.00010'],
  ['sort:', '“sort:” at 1 takes new, top or relevant.'],
  ['sort:best', '“sort:” at 1 takes new, top or relevant.'],
  ['a*', '“a*” would find nearly everything; a beginning has at least 2 letters.'],
  ['title:a*', '“a*” would find nearly everything; a beginning has at least 2 letters.'],
  ['*x', 'The * in “*x” should stand at the end of a word, as in diffus*.'],
  ['!!!', 'There is no word in “!!!” to look for.'],
  ['“', 'A quote opens at 1 and never closes. Close it, or leave it out.'],
  ['title>3', '“title” at 1 takes a colon. It is used like this: title:diffusion'],
  ['title:>x', '“title” at 1 takes a colon. It is used like this: title:diffusion'],
  ['()', 'There is nothing to look for in the brackets at 1.'],
  ['(((((((((a)))))))))', 'The bracket at 9 is the 9th within others; 8 are the most.'],
  ['keyword:', 'Nothing follows “keyword:” at 1. It is used like this: keyword:robotics'],
  ['org:', 'Nothing follows “org:” at 1. It is used like this: org:nvidia'],
  ['abstract:', 'Nothing follows “abstract:” at 1. It is used like this: abstract:"in the wild"'],
  ['stars>', 'Nothing follows “stars>” at 1. It is used like this: stars>=100'],
  ['comments>', 'Nothing follows “comments>” at 1. It is used like this: comments>3'],
  ['until:', 'Nothing follows “until:” at 1. It is used like this: until:2026-01-31'],
  ['title:-x', 'Nothing follows “title:” at 1. It is used like this: title:diffusion'],
  ['title:>(x)', 'Nothing follows “title:>” at 1. It is used like this: title:diffusion'],
  ['title : ', 'Nothing follows “title :” at 1. It is used like this: title:diffusion'],
  ['upvotes:(5)', 'Nothing follows “upvotes:” at 1. It is used like this: upvotes>20'],
  ['title:(x', 'A bracket opens at 7 and never closes. Close it, or leave it out.'],
  ['a (', 'A bracket opens at 3 and never closes. Close it, or leave it out.'],
  ['💥 (', 'A bracket opens at 3 and never closes. Close it, or leave it out.'],
  ['a -)', 'A bracket closes at 4 that never opened. Leave it out, or open it.'],
  ['--', 'There is no word in “--” to look for.'],
  [' AND ', 'There is no word in “AND” to look for.'],
  ['title:!', 'There is no word in “!” after title: at 1.'],
  ['author:"!"', 'There is no word in “"!"” after author: at 1.'],
  ['sort:"new"', '“sort:” at 1 takes new, top or relevant.'],
  ['OR,x', 'OR at 1 needs something on both sides. In small letters it is a word.'],
  ['since:40001d', '“40001d” at 1 is no day. Such as 2026-01-31, 2026-01, 7d, 2w, 3m or today.'],
  ...['1cs', 'cs.CL1', 'cs.', '*', 'cs.a.b', 'cs.*.x'].map((category): [string, string] => [
    `cat:${category}`,
    `“${category}” at 1 is no category of arXiv. It is used like this: cat:cs.CL, or all of cs: cat:cs.*`,
  ]),
  ...['1.25k', '1.k', 'x20', '20x', '1kk', '.5k', '1234567890'].map((number): [string, string] => [
    `a stars>${number}`,
    `“stars>${number}” at 3 should have a whole number. It is used like this: stars>=100`,
  ]),
  ...['foo:>3', 'constructor:x', 'toString:x'].map((typed): [string, string] => [
    typed,
    `There is no field “${typed.split(':')[0]?.toLowerCase()}” (at 1). There are title:, keyword:, author:, org:, abstract:, cat:, has:, since:, until:, id:, upvotes:, stars:, comments: and sort:. To look for the words, put them in quotes.`,
  ]),
]

const written = (query: string): string => {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Error(parsed.problem)
  return printRequest(parsed)
}

describe('a query', () => {
  it.each(READ)('%j is read as %j', (typed, expected) => {
    expect(written(typed)).toBe(expected)
  })

  it.each(READ)('%j means the same when its canonical text is parsed', (typed, expected) => {
    expect(parseQuery(expected)).toEqual({ ...parseQuery(typed), ok: true })
  })

  it.each(INVALID)('%j is rejected', (typed, problem) => {
    expect(parseQuery(typed)).toEqual({ ok: false, problem })
  })

  it('prints words near each other, which can’t be typed, as plain words', () => {
    expect(printQuery({ kind: 'near', stems: ['spars', 'attent'], within: 9 })).toBe('spars attent')
  })

  it('has at most 250 characters, and 32 words or conditions', () => {
    expect(parseQuery('x'.repeat(250)).ok).toBe(true)
    expect(parseQuery('x'.repeat(251))).toMatchObject({ problem: expect.stringContaining('at most 250') })
    expect(parseQuery('x '.repeat(32)).ok).toBe(true)
    expect(parseQuery('x '.repeat(33))).toMatchObject({ problem: expect.stringContaining('More than 32') })
    expect(parseQuery('id:2401.00010 '.repeat(11) + 'x '.repeat(22))).toMatchObject({
      problem: 'More than 32 words or conditions are too many for one search.',
    })
    expect(parseQuery('AND '.repeat(33))).toMatchObject({
      ok: false,
      problem: expect.stringContaining('no word'),
    })
    expect(parseQuery(`${' '.repeat(300)}x${' '.repeat(300)}`).ok).toBe(true)
    expect(parseQuery(`x${'💥'.repeat(249)}`).ok).toBe(true)
    expect(parseQuery(`x${'💥'.repeat(250)}`)).toEqual({
      ok: false,
      problem: 'A search has at most 250 characters; this one has 251.',
    })
  })

  it('is parsed or rejected, whatever it is, and its canonical text means the same', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '"',
        '-',
        'OR',
        'NOT',
        'AND',
        '*',
        ':',
        'title:',
        'since:',
        '7d',
        'upvotes',
        '>',
        '20',
        ',',
      ),
      fc.constantFrom(
        'agents',
        'GPT-4o',
        'C++',
        'müller',
        'β-VAE',
        '语言',
        "o'brien",
        'a.b',
        'JNDI:x',
        '\u200b',
        '💥',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.constantFrom('', ' ')), { maxLength: 12 }), pieces => {
        const parsed = parseQuery(pieces.flat().join(''))
        if (!parsed.ok) {
          expect(parsed.problem).not.toBe('')
          return
        }
        const text = printRequest(parsed)
        if ([...text].length <= 250) expect(written(text)).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})
