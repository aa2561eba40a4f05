import type { Paper } from '../../../src/papers/paper.ts'

/** What a title says, and what people type to find it. */
const FOUND: readonly [title: string, query: string][] = [
  ['Language Models', 'language model'],
  ['A Language Model', 'LANGUAGE MODELS'],
  ['Training Agents', 'trained agent'],
  ['GPT-4o in the Wild', 'GPT-4o'],
  ['GPT-4o in the Wild', 'gpt4o'],
  ['GPT-4o in the Wild', 'gpt 4o'],
  ['GPT4o in the Wild', 'gpt-4o'],
  ['LLaMA-3.1 Revisited', 'LLaMA-3.1'],
  ['LLaMA-3.1 Revisited', 'llama 3.1'],
  ['LLaMA-3.1 Revisited', 'llama3'],
  ['LLaMA-3.1 Revisited', 'llama'],
  ['Pre-training at Scale', 'pretraining'],
  ['Pretraining at Scale', 'pre-training'],
  ['Pre‑training at Scale', 'pre-training'],
  ['Modern C++ by Example', 'C++'],
  ['Generating C# Code', 'c#'],
  ['3D Scenes', '3d'],
  ['3D-Aware Scenes', '3d aware'],
  ['RLHF and Beyond', 'rlhf'],
  ['A β-VAE', 'β-VAE'],
  ['k-NN Search', 'k-nn'],
  ['k-NN Search', 'knn'],
  ['Input/Output Pairs', 'input/output'],
  ['Navier–Stokes Flows', 'navier-stokes'],
  ['The Model’s Mind', "model's mind"],
  ['The Model’s Mind', 'model mind'],
  ['Modèles génératifs', 'modeles generatifs'],
  ['Modeles generatifs', 'modèles'],
  ['大语言模型的推理', '语言模型'],
  ['大規模言語モデル', '言語モデル'],
  ['Диффузионные модели', 'диффузионные'],
  ['Ανάλυση λόγος', 'λόγοσ'],
  ['Straße im Nebel', 'strasse'],
  ['Diffusion Transformers', 'diffu* transf*'],
  ['A Self-Supervised Method', 'self-superv*'],
  ['A Self-Supervised Method', 'self-supervised*'],
  ['Pre-training at Scale', 'pre-training*'],
  ['Pre-training at Scale', 'title:pre-training*'],
]

/** What a title says, and what people type that must not find it. */
const NOT_FOUND: readonly [title: string, query: string][] = [
  ['Modern C by Example', 'C++'],
  ['Modern C++ by Example', 'c#'],
  ['GPT-4 in the Wild', 'GPT-4o'],
  ['GPT-5o in the Wild', 'gpt4o'],
  ['Models of Language', '"language models"'],
  ['Diffusion', 'fusion'],
  ['Confusion', 'diffus*'],
  ['Training before Scale', 'pre-training*'],
  ['Pre-trimmed Trees', 'pre-training*'],
  ['Parameters of a Model', 'parameterized'],
]

/** The name of an author, and what people type to find it. */
const NAMES: readonly [name: string, query: string][] = [
  ['Łukasz Kaiser', 'lukasz kaiser'],
  ['Łukasz Kaiser', 'author:łukasz'],
  ['Jürgen Müller', 'author:muller'],
  ['Jurgen Muller', 'author:"Jürgen Müller"'],
  ["Siobhán O'Brien", "author:o'brien"],
  ["Siobhán O'Brien", 'author:obrien'],
  ['Fei-Fei Li', 'author:"fei-fei li"'],
  ['Fei-Fei Li', 'author:feifei'],
  ['Søren Ørsted', 'soren orsted'],
  ['王小明', '王小明'],
  ['Yoshua Bengio', 'author:(bengio OR hinton)'],
]

/** A paper, what someone types, and whether that finds it. */
export interface Typed {
  says: string
  query: string
  finds: boolean
  paper: Partial<Paper>
}

export const AS_TYPED: readonly Typed[] = [
  ...FOUND.map(([title, query]) => ({ says: title, query, finds: true, paper: { title } })),
  ...NOT_FOUND.map(([title, query]) => ({ says: title, query, finds: false, paper: { title } })),
  ...NAMES.map(([name, query]) => ({
    says: name,
    query,
    finds: true,
    paper: { authors: ['Ada Example', name] },
  })),
]
