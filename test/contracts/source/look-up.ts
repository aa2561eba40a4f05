import { expect, it } from 'vitest'
import type { PaperLookUp } from '../../../src/ports/paper-look-up.ts'
import { SourceError } from '../../../src/ports/source-error.ts'
import type { CreateSourceHarness, SourceTraits } from './harness.ts'

const never = new AbortController().signal

/** What a look-up of one paper must find. */
export function lookUpContract(
  name: string,
  { unreadable }: SourceTraits,
  createHarness: CreateSourceHarness<PaperLookUp>,
): void {
  it.each(['2401.00010', '0704.0001', 'hep-th/9901001', 'math.GT/0309136', 'q-bio/0312001'])(
    'finds a paper by the id %s',
    async id => {
      const { source } = await createHarness({ papers: [{ id }] })
      expect((await source.find(id, never))?.paper.id).toBe(id)
    },
  )

  it('tells a paper from the one whose id lacks a nought', async () => {
    const { source } = await createHarness({
      papers: [
        { id: '2401.0001', title: 'Short' },
        { id: '2401.00010', title: 'Long' },
      ],
    })
    expect((await source.find('2401.00010', never))?.paper).toMatchObject({ id: '2401.00010', title: 'Long' })
  })

  it('finds none by an id that the source does not know, and asks once', async () => {
    const { source, requests } = await createHarness({ papers: [{ id: '2401.00010' }] })
    expect(await source.find('2401.99999', never)).toBeUndefined()
    expect(requests).toHaveLength(1)
  })

  it.each(unreadable)('says that it can’t read %s', async (_, body, says) => {
    const { source, meets } = await createHarness({ papers: [{ id: '2401.00010' }] })
    meets({ body })
    const error: unknown = await source.find('2401.00010', never).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SourceError)
    const message = error instanceof SourceError ? error.message : ''
    expect(message.slice(0, name.length + 1)).toBe(`${name} `)
    expect(message.slice(name.length + 1)).toMatch(says)
  })
}
