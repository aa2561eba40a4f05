import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import { writtenForms } from '../../src/search/written-forms.ts'
import { openLibrary } from './library.ts'

function formsOf(typed: string): string[] {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  return writtenForms(parsed.query).map(({ query, reason }) => `${printQuery(query)} (${reason})`)
}

describe('the other ways to write a name and its number', () => {
  it.each<[query: string, forms: string[]]>([
    ['SAM2', ['"sam 2" (written “sam 2”)']],
    ['SAM2 tracking', ['"sam 2" tracking (written “sam 2”)']],
    ['Qwen2.5', ['"qwen 2 5" (written “qwen 2.5”)']],
    ['YOLOv8', ['"yolo v8" (written “yolo v8”)']],
    ['ImageNet1k', ['"imagenet 1k" (written “imagenet 1k”)']],
    ['SAM 2', ['sam-2 (written “sam-2”)']],
    ['tracking SAM 2', ['tracking sam-2 (written “sam-2”)']],
    ['ResNet 50 features', ['resnet-50 features (written “resnet-50”)']],
    ['imagenet 1k', ['imagenet-1k (written “imagenet-1k”)']],
    ['text2image', ['"text to image" (written “text to image”)']],
    ['SAM2 ResNet50', ['"sam 2" resnet50 (written “sam 2”)', 'sam2 "resnet 50" (written “resnet 50”)']],
    ['SAM 2 cat:cs.CV', ['sam-2 cat:cs.CV (written “sam-2”)']],
    [
      'a SAM2 BM25 T5x X9 GPT4 ABC5',
      ['sam2', 'bm25', 'gpt4'].map(name => {
        const apart = `"${name.replace(/\d+/, ' $&')}"`
        const query = 'sam2 bm25 t5x x9 gpt4 abc5'.replace(name, apart)
        return `${query} (written “${apart.replaceAll('"', '')}”)`
      }),
    ],
    ['Müller', ['mueller (written “mueller”)']],
    ['Mu\u0308ller robots', ['mueller robots (written “mueller”)']],
    ['Schölkopf', ['schoelkopf (written “schoelkopf”)']],
    [
      'Jørgensen Åström',
      ['joergensen åström (written “joergensen”)', 'jørgensen aastroem (written “aastroem”)'],
    ],
    ['Muller', []],
    ['agents 2025', []],
    ['agents 1999', []],
    ['agents 2100', ['agents-2100 (written “agents-2100”)']],
    ['x 2', []],
    ['a2bc', []],
    ['ab2c', ['"ab 2c" (written “ab 2c”)']],
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

  it('follow what is written as it was typed', async () => {
    const { add, find } = await openLibrary()
    await add('2611.00001', { title: 'Tracking by SAM2' })
    await add('2611.00002', { title: 'Tracking by SAM 2' })
    await add('2611.00003', { title: 'Tracking by SAM-2' })
    const results = async (query: string) =>
      (await find(query)).found.map(({ found, reason }) => `${found.paper.title}, ${reason}`)
    expect(await results('SAM2')).toEqual([
      'Tracking by SAM2, in the title',
      'Tracking by SAM-2, in the title',
      'Tracking by SAM 2, written “sam 2”',
    ])
    expect(await results('SAM 2')).toEqual([
      'Tracking by SAM-2, in the title',
      'Tracking by SAM 2, in the title',
      'Tracking by SAM2, written “sam-2”',
    ])
  })
})
