import { isFiniteForm } from './verbs.ts'
import type { Version } from './versions.ts'

/** What papers introduce. A kind must end in one of these, because otherwise its last word might be an adjective. */
const NOUN =
  '(?:agent|algorithm|approach|architecture|assistant|attack|backbone|benchmark|codebase|corpus|dataset|decoder|defense|ecosystem|encoder|engine|environment|evaluator|extension|family|formulation|foundation model|framework|generator|infrastructure|interface|language model|library|mechanism|method|methodology|metric|model|module|network|objective|optimizer|paradigm|pipeline|planner|platform|plugin|policy|procedure|protocol|recipe|replacement|representation|scheme|series|simulator|solution|strategy|suite|system|taxonomy|technique|testbed|tokenizer|tool|toolkit|transformer|variant|LLM|MLLM|LMM|VLM|VLA|[Mm]odel|[Tt]ransformer)'

/** `CHARM is a novel framework for hair that …`, up to the end of the kind. */
const DEFINITION = new RegExp(
  `^(?<name>[^,;:]{2,80}?) is (?<kind>(?:an?|the first)(?: (?!(?:that|which|to|for|of|by|with|in|on)\\b)[^\\s,;:()]+){1,8} ${NOUN}(?: for (?:(?!that |which )[^,;:()]){3,60}?)?)(?=,? (?:that|which|to|by|with|via|using|where|designed|built|based|trained|tailored|capable|comprising|consisting|specifically)\\b|[,.])`,
)

/** Words that refer to the thing if its definition was the previous sentence. */
const PRONOUN =
  /^(?:It|Our (?:method|approach|framework|model|system)|(?:This|The(?: proposed)?) (?:method|approach|framework)) /

/** The words at the beginning of a text that name the thing. */
function subjectOf(text: string, name: string, isNext: boolean): string | undefined {
  const acronym = / \(([^()]+)\)$/.exec(name)?.[1]
  const names = [name, name.replace(/ \([^()]*\)$/, ''), acronym]
  return (
    names.find(subject => subject && text.startsWith(`${subject} `)) ??
    (isNext ? PRONOUN.exec(text)?.[0].trim() : undefined)
  )
}

/** `achieves`, `consistently outperforms`, `can be`. Not `is`, which would define it twice. */
function isPredicate(text: string): boolean {
  const [first = '', second = ''] = text.split(' ', 2)
  const verb = first.endsWith('ly') ? second : first
  return isFiniteForm(verb) && !/^(?:is|was|are|were)$/.test(verb)
}

/**
 * Merges a definition and a statement about the same thing into one sentence: `CHARM is a novel framework that …` and
 * `CHARM achieves …` become `CHARM, a novel framework, achieves …`.
 */
export function mergeDefinitions(versions: readonly Version[]): Version[] {
  const definitions = new Map<string, { name: string; kind: string; index: number }>()
  for (const { text, index, rephrased, truncated } of versions) {
    const { name, kind } = (rephrased && !truncated && DEFINITION.exec(text)?.groups) || {}
    if (name && kind) definitions.set(`${name}, ${kind}`, { name, kind, index })
  }
  const merged: Version[] = []
  for (const [subjectText, { name, index }] of definitions) {
    for (const version of versions) {
      if (version.index === index) continue
      const subject = subjectOf(version.text, name, version.index === index + 1)
      const predicate = subject ? version.text.slice(subject.length + 1) : ''
      if (isPredicate(predicate))
        merged.push({ ...version, text: `${subjectText}, ${predicate}`, merged: true })
    }
  }
  return merged
}
