import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import { writtenForms } from '../../src/search/written-forms.ts'
import { openLibrary } from './library.ts'

function formsOf(typed: string): string[] {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  return writtenForms(parsed.query).map(printQuery)
}

describe('the other ways to write a name and its number', () => {
  it.each<[query: string, forms: string[]]>([
    ['SAM2', ['"sam 2"']],
    ['SAM2 tracking', ['"sam 2" tracking']],
    ['Qwen2.5', ['"qwen 2 5"']],
    ['YOLOv8', ['"yolo v8"']],
    ['ImageNet1k', ['"imagenet 1k"']],
    ['SAM 2', ['sam-2']],
    ['tracking SAM 2', ['trackingsam 2', 'tracking sam-2']],
    ['Qwen 2.5', ['qwen-2.5']],
    ['YOLO v8', ['yolo-v8']],
    ['deep fake', ['deepfake']],
    ['deep fake detection', ['deepfake detection', 'deep fakedetection']],
    ['deep fake detection models', []],
    ['u net', ['unet']],
    ['大 语', []],
    ['ResNet 50 features', ['resnet-50 features']],
    ['imagenet 1k', ['imagenet-1k']],
    ['text2image', ['"text to image"']],
    ['SAM2 ResNet50', ['"sam 2" resnet50', 'sam2 "resnet 50"']],
    ['SAM 2 cat:cs.CV', ['sam-2 cat:cs.CV']],
    [
      'a SAM2 BM25 T5x X9 GPT4 ABC5',
      ['sam2', 'bm25', 'gpt4'].map(name => {
        const apart = `"${name.replace(/\d+/, ' $&')}"`
        const query = 'sam2 bm25 t5x x9 gpt4 abc5'.replace(name, apart)
        return query
      }),
    ],
    ['Müller', ['mueller']],
    ['Mu\u0308ller robots', ['mueller robots']],
    ['Schölkopf', ['schoelkopf']],
    ['Jørgensen Åström', ['joergensen åström', 'jørgensen aastroem']],
    ['Muller', []],
    ['agents 2025', []],
    ['agents 1999', []],
    ['agents 2100', ['agents-2100']],
    ['x 2', ['x-2']],
    ['a2bc', []],
    ['ab2c', ['"ab 2c"']],
    ['agents', []],
    ['SAM-2', []],
    ['"SAM2"', []],
    ['title:SAM2', []],
    ['-SAM2 agents', []],
    ['SAM2 OR agents', []],
    ['3D', []],
    ['B2', []],
    ['3D 2', []],
    ['SAM "2"', []],
  ])('%s', (query, forms) => expect(formsOf(query)).toEqual(forms))

  it('find papers with the others, each where it ranks best', async () => {
    const { add, find } = await openLibrary()
    await add('2611.00001', { title: 'Tracking by SAM2' })
    await add('2611.00002', { title: 'Tracking by SAM 2' })
    await add('2611.00003', { title: 'Tracking by SAM-2' })
    await add('2611.00004', { title: 'SAM has 2 ways of tracking' })
    const results = async (query: string) => {
      const { found, total } = await find(query)
      return [total, ...found.map(({ found, reason }) => `${found.paper.title}, ${reason}`)]
    }
    expect(await results('SAM2')).toEqual([
      3,
      'Tracking by SAM2, in the title',
      'Tracking by SAM-2, in the title',
      'Tracking by SAM 2, in the title',
    ])
    expect(await results('SAM 2')).toEqual([
      4,
      'Tracking by SAM-2, in the title',
      'Tracking by SAM 2, in the title',
      'Tracking by SAM2, in the title',
      'SAM has 2 ways of tracking, in the title',
    ])
    expect((await find('SAM 2')).found.map(({ highlights }) => highlights[0]?.marks.length)).toEqual([
      2, 2, 1, 2,
    ])
    expect((await find('SAM 2 sort:new')).total).toBe(3)
  })

  it.each([
    [1, 2, true],
    [2, 3, false],
  ])('are looked for among the newest %i: %i papers, more: %s', async (cap, total, more) => {
    const { add, find } = await openLibrary({ cap })
    await add('2611.00001', { title: 'SAM2' })
    await add('2611.00002', { title: 'SAM 2' })
    await add('2611.00003', { title: 'SAM 2' })
    expect(await find('SAM2')).toMatchObject({ total, more })
  })
})
