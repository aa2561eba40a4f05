import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onlyPaperIdIn, paperIdInQuery, paperIdOf, paperIdsIn } from '../../src/papers/paper-link.ts'

const NEW = '2401.00010'

/** Ids and links in the forms that people paste. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  [NEW]: [
    '2401.00010',
    ' 2401.00010\n',
    '2401.00010v1',
    '2401.00010V12',
    '2401.00010.pdf',
    'arXiv:2401.00010',
    'ARXIV:2401.00010v3',
    'arxiv: 2401.00010',
    '(2401.00010)',
    '[2401.00010],',
    '[arXiv:2401.00010]',
    '"2401.00010"',
    "'2401.00010'",
    '“2401.00010”',
    '‘2401.00010’',
    '«2401.00010»',
    '`2401.00010`',
    '*2401.00010*',
    '2401.00010.',
    '2401.00010!',
    '2401.00010?',
    'arxiv.org/abs/2401.00010',
    'http://arxiv.org/abs/2401.00010',
    'https://arxiv.org/abs/2401.00010v2',
    'https://arxiv.org/abs/2401.00010/',
    'https://www.arxiv.org/abs/2401.00010',
    'https://export.arxiv.org/abs/2401.00010',
    'https://browse.arxiv.org/html/2401.00010v1',
    'HTTPS://ARXIV.ORG/ABS/2401.00010',
    'https://arxiv.org/pdf/2401.00010',
    'https://arxiv.org/pdf/2401.00010v2.pdf',
    'https://arxiv.org/pdf/2401.00010.pdf#page=3',
    'https://arxiv.org/html/2401.00010v1#S2.SS1',
    'https://arxiv.org/format/2401.00010',
    'https://arxiv.org/e-print/2401.00010',
    'https://arxiv.org/abs/2401.00010?context=cs.CL&utm_source=mail',
    'https://huggingface.co/papers/2401.00010',
    'https://www.huggingface.co/papers/2401.00010#community',
    'huggingface.co/papers/2401.00010?ref=digest',
    'https://hf.co/papers/2401.00010',
    'https://www.alphaxiv.org/abs/2401.00010',
    'https://alphaxiv.org/pdf/2401.00010v1',
    'https://www.alphaxiv.org/zh/overview/2401.00010',
    'https://ar5iv.org/abs/2401.00010',
    'https://ar5iv.labs.arxiv.org/html/2401.00010',
    'https://doi.org/10.48550/arXiv.2401.00010',
    'http://dx.doi.org/10.48550/ARXIV.2401.00010',
    'doi:10.48550/arXiv.2401.00010',
    '10.48550/arXiv.2401.00010v2',
    '<https://arxiv.org/abs/2401.00010>',
    '<https://arxiv.org/abs/2401.00010|arxiv.org/abs/2401.00010>',
    '<https://arxiv.org/abs/2401.00010v2|A paper with a name>',
    '<https://arxiv.org/abs/2401.00010?context=cs|a label>.',
  ],
  '0704.0001': ['0704.0001', 'arXiv:0704.0001v1', 'https://arxiv.org/abs/0704.0001'],
  '2412.99999': ['2412.99999'],
  'cs/0601001': ['cs/0601001', 'arXiv:cs/0601001v2', 'https://arxiv.org/pdf/cs/0601001', 'CS/0601001'],
  'math.GT/0309136': ['math.GT/0309136', 'math.gt/0309136v1', 'https://arxiv.org/abs/math.GT/0309136'],
  'hep-th/9901001': [
    'HEP-TH/9901001',
    'https://doi.org/10.48550/arXiv.hep-th/9901001',
    '<https://arxiv.org/abs/hep-th/9901001v3|hep-th/9901001>',
  ],
  'q-bio/0312001': ['q-bio/0312001', 'https://arxiv.org/abs/q-bio/0312001v1'],
}

/** Texts that don't name exactly one paper, and why. */
const OTHERS: readonly [why: string, text: string][] = [
  ['nothing', ''],
  ['white space', ' \n\t'],
  ['a word', 'agents'],
  ['a thirteenth month', '2413.00010'],
  ['a month zero', '2400.00010'],
  ['a thirteenth month of an old id', 'cs/0613001'],
  ['a year of four digits', '2024.12345'],
  ['too few digits', '2401.001'],
  ['too many digits', '2401.000100'],
  ['a float', '3.14159'],
  ['a version of software', '1.2.3'],
  ['a version without end', '2401.00010v1234'],
  ['a hyphen instead of the full stop', '2401-00010'],
  ['digits of another script', '٢٤٠١.٠٠٠١٠'],
  ['an id within a number', '12401.00010'],
  ['an id within a word', 'x2401.00010'],
  ['a negative number', '-2401.00010'],
  ['two ids', '2401.00010 2401.00011'],
  ['a link and a remark', 'https://arxiv.org/abs/2401.00010 is good'],
  ['a link with a longer path', 'https://arxiv.org/abs/2401.00010/../../etc/passwd'],
  ['a list of arXiv', 'https://arxiv.org/list/cs.CL/recent'],
  ['a page of arXiv', 'https://arxiv.org/abs/'],
  ['a day of Hugging Face', 'https://huggingface.co/papers/date/2026-11-23'],
  ['a model of Hugging Face', 'https://huggingface.co/example-lab/2401.00010'],
  ['another site', 'https://example.org/abs/2401.00010'],
  ['a site named like arXiv', 'https://notarxiv.org/abs/2401.00010'],
  ['arXiv’s name before another site', 'https://arxiv.org.example.org/abs/2401.00010'],
  ['another publisher’s DOI', 'https://doi.org/10.1145/2401.00010'],
  ['another DOI', '10.1038/s41586-024-01234-5'],
  ['a path', '../../2401.00010'],
  ['a file', '/home/ada/2401.00010.pdf'],
  ['an old id without a number', 'cs/'],
  ['an old id with a short number', 'cs/060100'],
  ['an id with a null character', '2401.\u000000010'],
  ['an id with a zero-width space', '2401\u200b.00010'],
]

const ID = /^(\d\d(0[1-9]|1[0-2])\.\d{4,5}|[a-z]+(-[a-z]+)?(\.[A-Z]{2})?\/\d\d(0[1-9]|1[0-2])\d{3})$/

describe('the one paper that a text names', () => {
  const named = Object.entries(NAMES).flatMap(([id, texts]) => texts.map(text => [text, id] as const))

  it.each(named)('%j is %s', (text, id) => {
    expect(paperIdOf(text)).toBe(id)
  })

  it.each(named)('%j names it among other words too', (text, id) => {
    expect(paperIdsIn(`Please read ${text} soon`)).toEqual([id])
  })

  it.each(OTHERS)('is not there in %s', (_, text) => {
    expect(paperIdOf(text)).toBeUndefined()
  })

  it.each(['(', ' ', 'a', 'a.', '2401.', 'arxiv:', 'https://arxiv.org/abs/2401.00010?>', 'q-'])(
    'is not there in 200,000 times %j',
    text => {
      expect(paperIdOf(`${text.repeat(200_000)} x`)).toBeUndefined()
    },
  )
})

describe('the only paper among other words', () => {
  it.each([
    '[2401.00010] A Title',
    'A Title https://arxiv.org/abs/2401.00010',
    'https://arxiv.org/abs/2401.00010 is good',
    '2401.00010 v2',
    '2401.00010 (v3)',
    '2401.00010[v2]',
    '2401.00010.md',
    '2401.00010v2.png',
    'paper_2401.00010.pdf',
    '2401.00010_final.docx',
    '2401.00010👍',
    '👍2401.00010',
    '#2401.00010',
    '@2401.00010',
    '- 2401.00010',
    '2401.00010。',
    '【2401.00010】',
    'arXiv:hep-th/2401.00010',
    'arXiv:cs.CL/2401.00010v1',
    'https://arxiv.org/abs/cs/2401.00010',
    'arXiv-2401.00010',
    'arXiv.2401.00010',
    'arXiv_2401.00010',
    'arXiv#2401.00010',
    '[A Title](https://arxiv.org/abs/2401.00010)',
    'https://www.google.com/url?q=https://arxiv.org/abs/2401.00010&sa=D',
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2401.00010&data=05%7C02',
    'https://l.facebook.com/l.php?u=https%3a%2f%2farxiv.org%2fpdf%2f2401.00010v2%3Fcontext%3Dcs&h=AT0',
    'https://web.archive.org/web/2026/https://arxiv.org/abs/2401.00010',
    'https://arxiv.org/abs/2401.00010https://arxiv.org/abs/2401.00010',
    'https://www.semanticscholar.org/arxiv/2401.00010',
    'https://papers.cool/arxiv/2401.00010',
    'https://xxx.lanl.gov/abs/2401.00010',
    '//arxiv.org/abs/2401.00010',
    '2401.00010, which is https://hf.co/papers/2401.00010',
    'A Title, Ada Example et al., 2024, arXiv:2401.00010, pp. 1-10',
  ])('of %j', text => expect(onlyPaperIdIn(text)).toBe(NEW))

  it.each(['2401.00010 2401.00011', 'https://arxiv.org/abs/2401.00010 and hep-th/9901001', 'agents', ''])(
    'isn’t there in %j',
    text => expect(onlyPaperIdIn(text)).toBeUndefined(),
  )

  it.each([
    'arxiv ',
    'arxiv:',
    'arxiv    ',
    'doi:   ',
    'cs.CL/',
    'hep-th/2401.',
    'https://arxiv.org/abs/cs/',
    '2401.00010 [cs.CL] ',
    '2401.00010?',
  ])('is found in time that grows no faster than 200,000 times %j', text => {
    expect(onlyPaperIdIn(`${text.repeat(200_000)} x`)).toBe(text.includes('00010') ? NEW : undefined)
    expect(onlyPaperIdIn(`${text}${' '.repeat(500_000)}x`)).toBe(text.includes('00010') ? NEW : undefined)
  })
})

describe('a query', () => {
  it.each([
    '2401.00010',
    'arXiv:2401.00010',
    'https://arxiv.org/abs/2401.00010v2',
    'A Title https://huggingface.co/papers/2401.00010',
  ])('%j is for the paper', query => expect(paperIdInQuery(query)).toBe(NEW))

  it.each(['agents 2401.00010', 'id:2401.00010', 'agents', 'agents https://example.org', ''])(
    '%j is for words',
    query => expect(paperIdInQuery(query)).toBeUndefined(),
  )
})

describe('the papers in a text', () => {
  it.each<[why: string, text: string, ids: string[]]>([
    ['none', 'Lunch at 12.30 for $20.50, pi is 3.14159, see 10.1145/2401.00010', []],
    ['floats that no month could be', 'It took 1234.5678 ms and 2024.1305 MB', []],
    [
      'names and links, in order',
      'arXiv:2401.00011, then https://hf.co/papers/2401.00010',
      ['2401.00011', NEW],
    ],
    ['bare ids', '2401.00010,2401.00011;2401.00012', [NEW, '2401.00011', '2401.00012']],
    ['both styles', '(hep-th/9901001) and [2401.00010v3]', ['hep-th/9901001', NEW]],
    ['one paper named twice', 'https://arxiv.org/abs/2401.00010 = arxiv.org/pdf/2401.00010v2.pdf', [NEW]],
    ['one old paper in two spellings', 'math.gt/0309136 is math.GT/0309136', ['math.GT/0309136']],
    [
      'a Slack link once, though its label says the same',
      '<https://arxiv.org/abs/2401.00010|2401.00010>',
      [NEW],
    ],
    ['a Markdown link', '[A paper](https://arxiv.org/abs/2401.00010)', [NEW]],
    ['at the end of a sentence', 'It is in https://arxiv.org/abs/2401.00010.', [NEW]],
    ['on several lines', '2401.00010\n2401.00011', [NEW, '2401.00011']],
    ['not the number of an issue', 'https://github.com/example-lab/tool/issues/2401001', []],
    ['not a path of another site', 'https://example.org/2401.00010/', []],
  ])('%s', (_, text, ids) => {
    expect(paperIdsIn(text)).toEqual(ids)
  })

  const many = Array.from({ length: 40 }, (_, index) => `2401.000${index + 10}`)

  it('are at most 25, the first ones', () => {
    expect(paperIdsIn(many.join(' '))).toEqual(many.slice(0, 25))
  })

  it('are as many as asked for', () => {
    expect(paperIdsIn(many.join(' '), 3)).toEqual(many.slice(0, 3))
    expect(paperIdsIn(many.join(' '), 0)).toEqual([])
  })
})

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...Object.values(NAMES).flat(), ...OTHERS.map(([, text]) => text)),
    fc.constantFrom(
      'https://',
      'arxiv.org/',
      'abs/',
      'arXiv:',
      'doi:',
      '24',
      '01',
      '.',
      '/',
      'v2',
      '<',
      '|',
      '>',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  const text = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))

  it('gives only ids, each once', () => {
    fc.assert(
      fc.property(text, text => {
        const ids = paperIdsIn(text)
        expect(ids.filter(id => !ID.test(id))).toEqual([])
        expect(new Set(ids).size).toBe(ids.length)
        const id = paperIdOf(text)
        if (id !== undefined) expect(id).toMatch(ID)
      }),
      { numRuns: 500 },
    )
  })

  it('that names one paper contains it and possibly others, in a label or query', () => {
    fc.assert(
      fc.property(text, text => {
        const id = paperIdOf(text)
        if (id !== undefined) expect(paperIdsIn(text)[0]).toBe(id)
      }),
      { numRuns: 500 },
    )
  })
})
