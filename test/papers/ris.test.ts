import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { ris } from '../../src/papers/ris.ts'
import { candidate } from '../fixtures/candidates.ts'

/** Reads RIS as its description says: a tag of two characters, two blanks, a dash, a blank, and a value. */
function parseRis(text: string): Record<string, string[]>[] {
  const records: Record<string, string[]>[] = []
  let record: Record<string, string[]> | undefined
  for (const line of text.split('\r\n')) {
    const [, tag, value = ''] = /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line) ?? []
    if (tag === undefined) {
      if (line !== '') throw new Error(`not a line of RIS: ${line}`)
    } else if (tag === 'TY') record = { TY: [value] }
    else if (tag === 'ER' && record) records.push(record)
    else if (record) record[tag] = [...(record[tag] ?? []), value]
  }
  return records
}

const parsed = (paper: Partial<Paper>) =>
  parseRis(
    ris({
      ...candidate('2401.00010', { paper: { publishedAt: Date.parse('2024-01-02T03:04Z') } }).paper,
      ...paper,
    }),
  )[0]

describe('a paper as RIS', () => {
  it('has what a reference manager reads', () => {
    expect(
      parsed({
        title: 'Small Steps',
        abstract: 'We step.',
        authors: ['Ada Example', 'Bo Sample'],
        keywords: ['agents', 'plans'],
      }),
    ).toEqual({
      TY: ['UNPB'],
      TI: ['Small Steps'],
      AU: ['Example, Ada', 'Sample, Bo'],
      PY: ['2024'],
      DA: ['2024/01/02'],
      AB: ['We step.'],
      KW: ['agents', 'plans'],
      PB: ['arXiv'],
      AN: ['arXiv:2401.00010'],
      DO: ['10.48550/arXiv.2401.00010'],
      UR: ['https://arxiv.org/abs/2401.00010'],
    })
  })

  it.each([
    ['Ada Example', 'Example, Ada'],
    ['Ludwig van Beethoven', 'van Beethoven, Ludwig'],
    ['Maria de la Cruz', 'de la Cruz, Maria'],
    ['Jan van der Berg', 'van der Berg, Jan'],
    ['Jan Van der Berg', 'Van der Berg, Jan'],
    ['Van der Berg', 'der Berg, Van'],
    ['Nguyen Van Anh', 'Anh, Nguyen Van'],
    ['Ada The der Berg', 'der Berg, Ada The'],
    ['bell hooks', 'hooks, bell'],
    ['Jean-Luc d’Artois', 'd’Artois, Jean-Luc'],
    ['Ada B. Example', 'Example, Ada B.'],
    ['Sam Sample Jr.', 'Sample, Sam, Jr.'],
    ['Sam Sample III', 'Sample, Sam, III'],
    ['van Beethoven', 'Beethoven, van'],
    ['Plato', 'Plato'],
    ['Qwen Team', 'Qwen Team'],
    ['ATLAS Collaboration', 'ATLAS Collaboration'],
    ['Müller, Ada', 'Müller Ada'],
    ['李 明', '明, 李'],
  ])('sorts %s as %s', (name, shown) => expect(parsed({ authors: [name] })?.AU).toEqual([shown]))

  it.each(['A  - B: {C} & <D> % $E_f^g~ \\h', 'ER  - not the end', '“Quoted” — 𝒪(n log n)'])(
    'keeps the title %s',
    title => {
      expect(parsed({ title })?.TI).toEqual([title.replace(/\s+/g, ' ')])
      expect(parsed({ title })).toHaveProperty('UR')
    },
  )

  it.each([
    ['2401.00010', '10.48550/arXiv.2401.00010'],
    ['math.GT/0309136', '10.48550/arXiv.math/0309136'],
    ['hep-th/9711200', '10.48550/arXiv.hep-th/9711200'],
  ])('has the DOI of %s', (id, doi) => expect(parsed({ id })?.DO).toEqual([doi]))

  it.each(['\n', '\r\n', '\u2028', '\u0085', '\v', '\u0000'])(
    'has no line break in a value, such as %j',
    gap => {
      const text = `One.${gap}ER  - ${gap}Two.`
      expect(parsed({ title: text, abstract: text })).toMatchObject({
        TI: ['One. ER - Two.'],
        AB: ['One. ER - Two.'],
      })
    },
  )

  it('can be read back, whatever is in it', () => {
    const text = fc.string({ unit: 'binary' })
    const facts = fc.record({ title: text, abstract: text, authors: fc.array(text, { maxLength: 3 }) })
    fc.assert(
      fc.property(facts, paper => {
        expect(parsed(paper)?.AN).toEqual(['arXiv:2401.00010'])
      }),
    )
  })

  it('leaves out what isn’t known', () => {
    const record = parsed({ publishedAt: Number.NaN, authors: [], keywords: [], abstract: '' })
    expect(Object.keys(record ?? {})).toEqual(['TY', 'TI', 'PB', 'AN', 'DO', 'UR'])
  })
})
