import { describe, expect, it } from 'vitest'
import { openLibrary } from './library.ts'

const PAGE = 5

async function openWith(titles: Record<string, string>, cap?: number) {
  const library = await openLibrary(cap === undefined ? {} : { cap })
  for (const [id, title] of Object.entries(titles)) await library.add(id, { title, abstract: '' })
  return {
    ...library,
    async results(query: string, page = 1) {
      const { found, lead, total, more } = await library.find(query, page, PAGE)
      return {
        results: found.map(({ found, reason }) => `${found.paper.title} | ${reason}`),
        lead,
        total,
        more,
      }
    },
  }
}

describe('where all words fill less than a page', () => {
  const titles = {
    '2611.00001': 'Robots wash dishes',
    '2611.00002': 'Robots paint',
    '2611.00003': 'Dishes wash quickly',
    '2611.00004': 'Gardens',
  }

  it('papers with some of them follow, those with the most and rarest first, each with what it has', async () => {
    const { results } = await openWith(titles)
    expect(await results('robots that wash dishes')).toEqual({
      results: [
        'Robots wash dishes | in the title',
        'Dishes wash quickly | 2 of 3 words: wash, dishes',
        'Robots paint | 1 of 3 words: robots',
      ],
      lead: '1 paper matches all words. Then: papers that match some.',
      total: 3,
      more: false,
    })
  })

  it('they are all there is where no paper has all words', async () => {
    const { results } = await openWith(titles)
    expect(await results('robots paint walruses')).toMatchObject({
      results: ['Robots paint | 2 of 3 words: robots, paint', 'Robots wash dishes | 1 of 3 words: robots'],
      lead: 'No paper matches all words. These match some of them.',
    })
  })

  it.each([
    ['a phrase must match', '"robots paint" dishes gardens', ['Robots paint | 0 of 2 words: ']],
    ['a field must match', 'title:paint dishes gardens', ['Robots paint | 0 of 2 words: ']],
    [
      'what is left out stays out',
      'robots gardens -paint',
      ['Gardens | 1 of 2 words: gardens', 'Robots wash dishes | 1 of 2 words: robots'],
    ],
    ['one word is not relaxed', 'walruses', []],
    ['nor are alternatives', 'walruses OR penguins', []],
    ['nor another order', 'robots gardens sort:new', []],
  ])('%s: %s', async (_, query, expected) => {
    const { results } = await openWith(titles)
    expect((await results(query)).results).toEqual(expected.filter(line => !line.includes('0 of')))
  })

  it('they are as many on every page', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, place) => [`2611.${20_000 + place}`, `Robots ${place}`]),
    )
    const { results } = await openWith({ ...titles, ...many })
    const [first, third] = [await results('robots gardens'), await results('robots gardens', 3)]
    expect(first.total).toBe(15)
    expect(third).toMatchObject({ total: 15, lead: first.lead })
  })

  it('none follow a full page', async () => {
    const { results } = await openWith({
      ...titles,
      ...Object.fromEntries(
        Array.from({ length: 5 }, (_, place) => [`2611.${20_000 + place}`, `Robots wash dishes ${place}`]),
      ),
    })
    expect(await results('robots dishes')).toMatchObject({ total: 6, lead: undefined })
  })
})

describe('papers with the other form of a name', () => {
  it('follow the others, with the reason', async () => {
    const { results, add } = await openWith({
      '2611.00001': 'RL for Robots',
      '2611.00002': 'Reinforcement Learning of Walking',
    })
    for (const id of ['2611.00003', '2611.00004'])
      await add(id, { title: 'Games', abstract: 'By reinforcement learning (RL).' })
    const { results: found, lead } = await results('rl')
    expect(found.at(-1)).toBe('Reinforcement Learning of Walking | RL: reinforcement learning')
    expect(found).toHaveLength(4)
    expect(lead).toBeUndefined()
    expect((await results('reinforcement learning')).results.at(-1)).toBe(
      'RL for Robots | RL: reinforcement learning',
    )
  })

  it.each([
    { cap: 3, page: 1, total: 4, more: false },
    { cap: 2, page: 2, total: 3, more: true },
    { cap: 2, page: 1, total: 2, more: true },
  ])(
    'are looked for on page $page where $cap are looked at of those as typed',
    async ({ cap, page, ...expected }) => {
      const { find, add } = await openWith({}, cap)
      for (const id of ['2611.00003', '2611.00004', '2611.00005'])
        await add(id, { title: 'Games', abstract: 'By reinforcement learning (RL).' })
      await add('2611.00006', { title: 'Reinforcement Learning of Walking' })
      expect(await find('rl', page, 1)).toMatchObject(expected)
    },
  )
})

it('no papers with some of the words follow where a correction finds more', async () => {
  const { find } = await openWith({
    '2611.00001': 'Diffusion of gas',
    '2611.00002': 'Diffusion in metals',
    '2611.00003': 'Gas prices',
  })
  expect(await find('difusion gas')).toMatchObject({ corrected: 'diffusion gas', found: [], lead: undefined })
})
