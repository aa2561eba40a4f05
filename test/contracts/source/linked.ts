import { expect, it } from 'vitest'
import { LINKED_KINDS } from '../../../src/papers/paper.ts'
import type { PaperLookUp } from '../../../src/ports/paper-look-up.ts'
import { safeUrl } from '../../../src/text/safe-links.ts'
import type { LinkedIds } from '../../fixtures/linked.ts'
import type { CreateSourceHarness } from './harness.ts'

const ID = '2401.00010'
const never = new AbortController().signal

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `ada/sheep-${index}`)

/** What a look-up must say of the models, datasets and Spaces that cite a paper. */
export function linkedContract(createHarness: CreateSourceHarness<PaperLookUp>): void {
  async function linkedTo(linked: LinkedIds | undefined) {
    const harness = await createHarness({
      papers: [{ id: ID, ...(linked && { linked }) }, { id: '2401.00011' }],
    })
    const found = await harness.source.find(ID, never)
    return { linked: found?.linked, requests: harness.requests }
  }

  it.each<[LinkedIds | undefined, counts: Record<string, number>]>([
    [
      { models: ids(12), datasets: ids(3), spaces: ids(5) },
      { models: 12, datasets: 3, spaces: 5 },
    ],
    [{ models: ids(1) }, { models: 1 }],
    [
      { datasets: ids(1), spaces: ids(4_297) },
      { datasets: 1, spaces: 4_297 },
    ],
  ])('counts all of them, and leaves out kinds of which there are none: case %#', async (given, counts) => {
    const { linked, requests } = await linkedTo(given)
    const counted = LINKED_KINDS.flatMap(kind => (linked?.[kind] ? [[kind, linked[kind].count]] : []))
    expect(Object.fromEntries(counted)).toEqual(counts)
    expect(requests).toHaveLength(1)
  })

  it.each([{ given: undefined }, { given: {} }])(
    'says nothing where there are none: $given',
    async ({ given }) => {
      expect((await linkedTo(given)).linked).toBeUndefined()
    },
  )

  it('has a safe link for each kind, which names the paper or the only one of its kind', async () => {
    for (const count of [1, 2]) {
      const { linked } = await linkedTo({ models: ids(count), datasets: ids(count), spaces: ids(count) })
      for (const kind of LINKED_KINDS) {
        const { url = '' } = linked?.[kind] ?? {}
        expect(safeUrl(url)).toBe(url)
        expect(url).toContain(count === 1 ? 'ada/sheep-0' : ID)
      }
    }
  })
}
