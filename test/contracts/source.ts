import { describe } from 'vitest'
import { askingContract } from './source/asking.ts'
import { DAY, QUESTION, type SourceTraits } from './source/harness.ts'
import { linkedContract } from './source/linked.ts'
import { listContract } from './source/list.ts'
import { lookUpContract } from './source/look-up.ts'
import { searchContract } from './source/search.ts'

const ID = '2401.00010'

/** What every source must do, for each of the ports that it is of. */
export function sourceContract(name: string, traits: SourceTraits): void {
  const { list, lookUp, linked, search } = traits
  describe(`the source ${name}`, () => {
    if (list) {
      describe('asked for a day', () => {
        askingContract(name, traits, ID, list, async (source, signal) => {
          const { papers } = await source.list(DAY, signal)
          return papers.map(({ paper }) => paper)
        })
        listContract(traits, list)
      })
    }
    if (lookUp) {
      describe('asked for a paper', () => {
        askingContract(name, traits, ID, lookUp, async (source, signal) => {
          const found = await source.find(ID, signal)
          return found ? [found.paper] : []
        })
        lookUpContract(name, traits, lookUp)
      })
    }
    if (linked) describe('asked what cites a paper', () => linkedContract(linked))
    if (search) {
      describe('asked a question', () => {
        askingContract(name, traits, ID, search, async (source, signal) => {
          const found = await source.search(QUESTION, signal)
          return found.map(({ paper }) => paper)
        })
        searchContract(search)
      })
    }
  })
}
