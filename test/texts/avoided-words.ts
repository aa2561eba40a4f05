/**
 * Words that nobody would say to a colleague, and the reason or what to write instead. docs/messages.md explains them. *For* meaning
 * because can only be guessed: after a comma, before a pronoun or an article.
 */
const AVOIDED_WORDS: readonly (readonly [words: RegExp, instead: string])[] = [
  [
    /, for (?:it|he|she|they|there|we|you|nobody|nothing) (?:is|are|was|has|can|could|would|will|does|did)\b/i,
    'because',
  ],
  [/(?<!\bthere )\bis no (?!longer|one\b|more\b)/i, 'isn’t a'],
  [/(?<!\bthere )\bare no (?!longer|more\b)/i, 'aren’t'],
  [/\bbrings?\b|\bbrought\b/i, 'has, matches, posts'],
  [/\bstands?\b(?! (?:for|alone))/i, 'is'],
  [/\bkept here\b/i, 'stored'],
  [/\b(?:has|have|had)n?['’]?t? had\b/i, 'already posted'],
  [/\bheed/i, 'respect'],
  [/\btells? of\b/i, 'reports'],
  [/\bas things stand\b/i, 'right now'],
  [/\bhalved by age\b/i, 'lower because of its age'],
  [/\bout of the running\b/i, 'not ranked'],
  [/\bwhat there is to type\b/i, 'see /papers help'],
  [/\blest\b/i, 'so that … not'],
  [/\blacks?\b|\blacking\b/i, 'missing, has no'],
  [/\bcan['’]t be told\b/i, 'isn’t known'],
  [/\bfor you alone\b|\bthe asker\b/i, 'only you see it'],
  [/\bmended\b|\bamiss\b/i, 'fixed, wrong'],
  [/\bgo(?:es)? on (?:by itself|working|again)\b/i, 'continues'],
  [/\bfollows? nothing\b|\bnothing is followed\b/i, 'has no subscriptions'],
  [/\bbut for\b|\bsave for\b/i, 'except'],
  [/\bbr(?:oken|oke) off\b/i, 'interrupted, aborted'],
  [/\bas things are\b|\bin silence\b|\bwithout a word\b/i, 'now, silently'],
  [/\bso many (?:ms|at once)\b/i, 'the name of the parameter'],
  [/\bwhereupon\b|\bthereby\b|\bherein\b|\bwhence\b/i, 'then, by that, in this'],
]

/** The first words of a text that we don't use, with what to write instead. */
export function avoidedIn(text: string): string | undefined {
  for (const [words, instead] of AVOIDED_WORDS) {
    const [found] = words.exec(text) ?? []
    if (found) return `“${found}” in “${text.slice(0, 200)}”: write ${instead}`
  }
  return undefined
}
