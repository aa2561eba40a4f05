import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery, printRequest } from '../../src/search/query/printer.ts'

/** A query as typed, and its canonical text. */
const READ: readonly [string, string][] = [
  ['video ∧ diffusion', 'video diffusion'],
  ['id:arXiv:2611.00010', 'id:2611.00010'],
  ['Robots? agents', 'robots agents'],
  ['~3B agents', '3b agents'],
  ['video diffusion', 'video diffusion'],
  ['Video  DIFFUSION', 'video diffusion'],
  ['video AND diffusion', 'video diffusion'],
  ['video, diffusion; models', 'video diffusion models'],
  ['"chain of thought"', '"chain of thought"'],
  ['“chain of thought”', '"chain of thought"'],
  ['«chain of thought»', '"chain of thought"'],
  ['"Chain   of Thought"', '"chain of thought"'],
  ['"agents"', '"agents"'],
  ['diffus*', 'diffus*'],
  ['"diffus*"', '"diffus"'],
  ['pre-train*', 'pre-train*'],
  ['agents -survey', 'agents -survey'],
  ['agents NOT survey', 'agents -survey'],
  ['-survey', '-survey'],
  ['NOT survey', '-survey'],
  ['agents or planning', 'agents planning'],
  ['agents OR planning', 'agents OR planning'],
  ['agents OR planning memory', 'agents OR (planning memory)'],
  ['(agents OR planning) memory', '(agents OR planning) memory'],
  ['agents (planning)', 'agents planning'],
  ['((agents))', 'agents'],
  ['-(agents OR planning)', '-(agents OR planning)'],
  ['-(agents planning)', '-(agents planning)'],
  ['NOT (NOT agents)', 'agents'],
  ['--agents', '-agents'],
  ['and not or', 'not'],
  ['title:agents', 'title:agents'],
  ['title: agents', 'title:agents'],
  ['Title:Agents', 'title:agents'],
  ['title:"in the wild"', 'title:"in the wild"'],
  ['title:(agents OR planning)', 'title:agents OR title:planning'],
  ['title:(agents -survey)', 'title:agents -title:survey'],
  ['title:(agents author:lecun)', 'title:agents author:lecun'],
  ['title:diffus*', 'title:diffus*'],
  ['keyword:robotics', 'keyword:robotics'],
  ['author:lecun', 'author:lecun'],
  ['author:"yann lecun"', 'author:"yann lecun"'],
  ['author:müller', 'author:müller'],
  ['org:nvidia', 'org:nvidia'],
  ['abstract:"we propose"', 'abstract:"we propose"'],
  ['cat:cs.CL', 'cat:cs.CL'],
  ['cat:CS.cl', 'cat:cs.CL'],
  ['cat:cs.*', 'cat:cs'],
  ['cat:cs', 'cat:cs'],
  ['cat:cs*', 'cat:cs'],
  ['cs.*', 'cat:cs'],
  ['CS.*', 'cat:cs'],
  ['`cs.*`', 'cat:cs'],
  ['-cs.*', '-cat:cs'],
  ['robots (cs.* OR stat.ML*)', 'robots (cat:cs OR cat:stat.ML)'],
  ['math.*, physics.optics.*', 'cat:math cat:physics.optics'],
  ['cond-mat.*', 'cat:cond-mat'],
  ['hep-th.*', 'cat:hep-th'],
  ['what is new in cs.*?', 'new cat:cs'],
  ['cs.CL', 'cs.cl'],
  ['cs*', 'cs*'],
  ['math*', 'math*'],
  ['"cs.*"', '"cs"'],
  ['cat:math-ph', 'cat:math-ph'],
  ['cat:cond-mat.str-el', 'cat:cond-mat.str-el'],
  ['has:code', 'has:code'],
  ['has:PROJECT', 'has:project'],
  ['has:summary', 'has:summary'],
  ['source:arXiv', 'source:arxiv'],
  ['source:HuggingFace', 'source:huggingface'],
  ['source:hf', 'source:huggingface'],
  ['source:"Hugging Face"', 'source:huggingface'],
  ['-source:arxiv', '-source:arxiv'],
  ['upvotes>20', 'upvotes>20'],
  ['upvotes >= 20', 'upvotes>=20'],
  ['upvotes:>20', 'upvotes>20'],
  ['upvotes:20', 'upvotes=20'],
  ['upvotes=20', 'upvotes=20'],
  ['stars>=1.2k', 'stars>=1200'],
  ['stars>=1,000 agents', 'stars>=1000 agents'],
  ['stars>=12,345,678', 'stars>=12345678'],
  ['stars>1,agents', 'stars>1 agents'],
  ['1,000 tasks', '"1 000" tasks'],
  ['p>0.5', '"p 0 5"'],
  ['X > B', 'x b'],
  ['"likes>5"', '"likes 5"'],
  ['cat:cs.CL .net', 'cat:cs.CL net'],
  ['stars<=3K', 'stars<=3000'],
  ['comments<5', 'comments<5'],
  ['since:7d', 'since:7d'],
  ['since:2W', 'since:2w'],
  ['since:2026-01-01', 'since:2026-01-01'],
  ['since:2026-01', 'since:2026-01'],
  ['since:2026', 'since:2026'],
  ['since:today', 'since:today'],
  ['until:yesterday', 'until:yesterday'],
  ['until:2026-01-31', 'until:2026-01-31'],
  ['id:2401.00010', 'id:2401.00010'],
  ['id:2401.00010v2', 'id:2401.00010'],
  ['id:https://arxiv.org/abs/2401.00010', 'id:2401.00010'],
  ['id:cs/0601001', 'id:cs/0601001'],
  ['sort:new', '* sort:new'],
  ['agents sort:top', 'agents sort:top'],
  ['agents sort:relevant', 'agents'],
  ['sort:new agents sort:top', 'agents sort:top'],
  ['*', '*'],
  ['', '*'],
  ['GPT-4o', 'gpt-4o'],
  ['GPT4o', 'gpt4o'],
  ['since:monday', 'since:monday'],
  ['since:Mon', 'since:monday'],
  ['since:TUES', 'since:tuesday'],
  ['since:last-Monday', 'since:monday'],
  ['since:"past monday"', 'since:monday'],
  ['until: thurs', 'until:thursday'],
  ['-until:sat', '-until:saturday'],
  ['since:sun', 'since:sunday'],
  ['LLaMA-3.1', 'llama-3.1'],
  ['C++', 'c++'],
  ['C#', 'c#'],
  ['c++17', '"c++ 17"'],
  ['3D', '3d'],
  ['RLHF', 'rlhf'],
  ['k-NN', 'k-nn'],
  ['β-VAE', 'β-vae'],
  ['Müller', 'müller'],
  ["O'Brien", "o'brien"],
  ["model's", 'model'],
  ['state-of-the-art', 'state-of-the-art'],
  ['a/b testing', 'a/b testing'],
  ['and/or', 'and/or'],
  ['语言模型', '"语 言 模 型"'],
  ['Диффузия', 'диффузия'],
  ['e-mail', 'e-mail'],
  ['https://example.com/x', '"https example com x"'],
  ['Attention Is All You Need: A Study', 'attention all need study'],
  ['Title: with a colon', 'title:with colon'],
  ['agents title:x OR y', '(agents title:x) OR y'],
  ["don't", "don't"],
  ['100%', '100'],
  ['#1', '1'],
  ['@everyone', 'everyone'],
  ['<!channel>', 'channel'],
  ['a.b.c', 'a.b.c'],
  ['AT&T', '"at t"'],
  ['R&D', '"r d"'],
  ['x=y', '"x y"'],
  ['has:code, project', 'has:code project'],
  ['x^2 ~3B', '"x 2" 3b'],
  ['1e-3', '1e-3'],
  ['zero\u200bwidth', 'zerowidth'],
  ['title :agents', 'title:agents'],
  ['upvotes:>= 20', 'upvotes>=20'],
  ['foo>3', '"foo 3"'],
  ['foo:', 'foo'],
  ['foo: bar', 'foo bar'],
  ['see http://example.com', 'see "http example com"'],
  ['x(b)c', 'x b c'],
  ['x"b c"d', 'x "b c" d'],
  ['-"chain of thought"', '-"chain of thought"'],
  ['agents --survey', 'agents -survey'],
  ['„a b“', '"a b"'],
  ['x\tb\u0007c', 'x b c'],
  ['mu\u0308ller', 'müller'],
  ['(a OR b) OR c', 'a OR b OR c'],
  ['a OR (b OR c)', 'a OR b OR c'],
  ['(x b) c', 'x b c'],
  ['x (b OR c) d', 'x (b OR c) d'],
  ['a OR b c OR d', 'a OR (b c) OR d'],
  ['-(a) b', '-a b'],
  ['-(-(x b))', 'x b'],
  ['-title:(a b)', '-(title:a title:b)'],
  ['((((((((a))))))))', 'a'],
  ['title:((((((((a))))))))', 'title:a'],
  ['title:(a) b', 'title:a b'],
  ['upvotes>2.0', 'upvotes>2'],
  ['upvotes>0.5k', 'upvotes>500'],
  ['stars>999999999', 'stars>999999999'],
  ['stars<1', 'stars<1'],
  ['has:"code"', 'has:code'],
  ['cat:"cs.CL"', 'cat:cs.CL'],
  ['cat:cs.CL*', 'cat:cs.CL'],
  ['cat:cs.CL.*', 'cat:cs.CL'],
  ['since:"7d"', 'since:7d'],
  ['until:2W', 'until:2w'],
  ['id:" 2401.00010 "', 'id:2401.00010'],
  ['sort:NEW', '* sort:new'],
  ['Sort:Top a', 'a sort:top'],
  ['NOT NOT a', 'a'],
  ['toString', 'tostring'],
  ['title:and', 'title:and'],
  ['orchid ANDes NOTes', 'orchid andes notes'],
  ...['–', '—', '−', '--', '‐', '‑', '‒', '―', '－', '﹣', '➖'].flatMap((dash): [string, string][] => [
    [`reasoning ${dash}benchmark`, 'reasoning -benchmark'],
    [`(reasoning ${dash}"a b" ${dash}(c d))`, 'reasoning -"a b" -(c d)'],
    [`GPT${dash}4o since:2026${dash}01`, 'gpt-4o since:2026-01'].map(text => text.replaceAll('--', '-')) as [
      string,
      string,
    ],
  ]),
  ['title：reasoning', 'title:reasoning'],
  ['ｔｉｔｌｅ：ｒｅａｓｏｎｉｎｇ', 'title:reasoning'],
  ['upvotes≥50', 'upvotes>=50'],
  ['upvotes＞５０', 'upvotes>50'],
  ['stars ≤ 1.2k', 'stars<=1200'],
  ['upvotes>٥٠', 'upvotes>50'],
  ['agents（wait OR ask）', 'agents (wait OR ask)'],
  ['agents　ＯＲ　planning', 'agents OR planning'],
  ['agents、planning；memory', 'agents planning memory'],
  ['cat：ｃｓ．ＣＬ', 'cat:cs.CL'],
  ['id:２４０１．０００１０', 'id:2401.00010'],
  ['diffus＊', 'diffus*'],
  ...[
    '‟…‟',
    '「…」',
    '『…』',
    '‹…›',
    '›…‹',
    '‘…’',
    '‚…‘',
    "'…'",
    '„…“',
    '〝…〟',
    '《…》',
    "``…''",
    '❝…❞',
    '＂…＂',
  ].map((marks): [string, string] => [
    `agents ${marks.replace('…', 'wait and ask')}`,
    'agents "wait and ask"',
  ]),
  ['«wait “and” ask»', '"wait and ask"'],
  ['title:‘in the wild’', 'title:"in the wild"'],
  ['-‘in the wild’', '-"in the wild"'],
  ['o’brien don‘t', "o'brien don't"],
  ['rea\u00adson\u00ading', 'reasoning'],
  ['agents :fire:', 'agents'],
  [':fire: agents', 'agents'],
  ['agents:fire: planning:fire::100:', 'agents planning'],
  ['title:agents:fire:', 'title:agents'],
  ['Agents : learn', 'agents learn'],
  ['Agents :learn', 'agents learn'],
  ['cat:<http://cs.CL|cs.CL>', 'cat:cs.CL'],
  ['agents sort:new AND planning', 'agents planning sort:new'],
  ['sort:new AND planning', 'planning sort:new'],
  ['x & b + c', 'x b c'],
  ['x!=y', '"x y"'],
]

/** Invalid queries, and the error message. */
const INVALID: readonly [string, string][] = [
  ['agents~2', '“~” in “agents~2” at character 1 has no meaning in a search. Leave it out.'],
  [
    '"chain of thought"~3',
    '“~” in “"chain of thought"~3” at character 1 has no meaning in a search. Leave it out.',
  ],
  [
    '"chain of thought"^2',
    '“^” in “"chain of thought"^2” at character 1 has no meaning in a search. Leave it out.',
  ],
  ['age?ts', '“?” in “age?ts” at character 1 has no meaning in a search. For any ending, write diffus*.'],
  [
    'a ∨ b',
    '“|” in “|” at character 3 has no meaning in a search. For either of two words, write OR between them.',
  ],
  [
    'video ¦ b',
    '“|” in “|” at character 7 has no meaning in a search. For either of two words, write OR between them.',
  ],
  ['(agents', 'Missing “)” for the bracket at character 1.'],
  ['agents)', 'Missing “(” for the bracket at character 7.'],
  [
    'agents (planning OR',
    'OR at character 18 needs a word on both sides. To search for the word, write it in lower case.',
  ],
  ['"open', 'Missing closing quote for the phrase at character 1.'],
  ['title:', 'Missing value after “title:” at character 1. For example: title:diffusion'],
  ['title:()', 'Nothing to search for in the brackets at character 7.'],
  ['author: )', 'Missing value after “author:” at character 1. For example: author:lecun'],
  [
    'min_upvotes:20',
    'Unknown field “min_upvotes” at character 1. Fields: title:, keyword:, author:, org:, abstract:, cat:, has:, source:, since:, until:, id:, upvotes:, stars:, comments: and sort:. To search for the words, put them in quotes.',
  ],
  [
    'foo:bar',
    'Unknown field “foo” at character 1. Fields: title:, keyword:, author:, org:, abstract:, cat:, has:, source:, since:, until:, id:, upvotes:, stars:, comments: and sort:. To search for the words, put them in quotes.',
  ],
  ...[
    ['category:cs.CL', 'category', 'cat'],
    ['tags:robots', 'tags', 'keyword'],
    ['Organisation:nvidia', 'organisation', 'org'],
    ['after:2026-01-01', 'after', 'since'],
    ['au:lecun', 'au', 'author'],
  ].map(([typed, name, meant]): [string, string] => [
    typed ?? '',
    `Unknown field “${name}” at character 1. Did you mean ${meant}:? Fields: title:, keyword:, author:, org:, abstract:, cat:, has:, source:, since:, until:, id:, upvotes:, stars:, comments: and sort:. To search for the words, put them in quotes.`,
  ]),
  ['OR', 'OR at character 1 needs a word on both sides. To search for the word, write it in lower case.'],
  ['a OR', 'OR at character 3 needs a word on both sides. To search for the word, write it in lower case.'],
  ['OR b', 'OR at character 1 needs a word on both sides. To search for the word, write it in lower case.'],
  [
    'a OR OR b',
    'OR at character 6 needs a word on both sides. To search for the word, write it in lower case.',
  ],
  ['NOT', 'Missing word after “NOT” at character 1.'],
  ['agents NOT', 'Missing word after “NOT” at character 8.'],
  ['cat:!', '“!” at character 1 isn’t an arXiv category. For example: cat:cs.CL, or all of cs: cat:cs.*'],
  ...['poetry', 'poetry.CL', 'hep'].map((value): [string, string] => [
    `cat:${value}`,
    `“${value}” at character 1 isn’t an arXiv category. For example: cat:cs.CL, or all of cs: cat:cs.*`,
  ]),
  ['cat:cs.LC', '“cs.LC” at character 1 isn’t an arXiv category. Did you mean cat:cs.CL?'],
  [
    'agents cat:cs.XX',
    '“cs.XX” at character 8 isn’t an arXiv category. For example: cat:cs.CL, or all of cs: cat:cs.*',
  ],
  ['cat:', 'Missing value after “cat:” at character 1. For example: cat:cs.CL'],
  ['has:pdf', 'Unknown “has:pdf” at character 1. It can be code, project or summary.'],
  ['has:', 'Missing value after “has:” at character 1. For example: has:code'],
  ['source:pubmed', 'Unknown “source:pubmed” at character 1. It can be huggingface or arxiv.'],
  ['source:', 'Missing value after “source:” at character 1. For example: source:arxiv'],
  ['source>arxiv', '“source” at character 1 needs a colon. For example: source:arxiv'],
  ['upvotes>', 'Missing value after “upvotes>” at character 1. For example: upvotes>20'],
  ['stars>1,5k', '“stars>1,5k” at character 1 needs a whole number. For example: stars>=100'],
  ['stars>1,0000', '“stars>1,0000” at character 1 needs a whole number. For example: stars>=100'],
  [
    'id:2401.00010,2401.00011',
    '“2401.00010,2401.00011” at character 1 isn’t an arXiv id. For example: id:2401.00010',
  ],
  ...['>20', '≥ 20', '=>20', 'likes>5', 'votes < 1,000'].map((typed): [string, string] => [
    `${typed} upvotes`,
    `“${typed.replace('≥', '>=').replace('votes < ', '< ')}” at character ${typed.startsWith('votes') ? 7 : 1} has nothing to compare. Write upvotes>20, or put the words in quotes.`,
  ]),
  ...['cat:cs.CL,cs.AI', 'cat:cs.CL cs.AI'].map((typed): [string, string] => [
    typed,
    '“cs.AI” at character 11 needs its own cat:. For papers in either: cat:cs.CL OR cat:cs.AI',
  ]),
  [
    'has:code,project',
    '“project” at character 10 follows a comma. For papers with either, write has:code OR has:project. For the word, write a blank before it.',
  ],
  ...['source:arxiv,huggingface', 'author:smith,jones', 'cat:cs,CL', 'title:"a b",c'].map(
    (typed): [string, string] => {
      const at = typed.search(/[,;]/)
      const [field] = /^\w+:/.exec(typed) ?? []
      return [
        typed,
        `“${typed.slice(at + 1)}” at character ${at + 2} follows a comma. For papers with either, write ${typed.slice(0, at)} OR ${field}${typed.slice(at + 1)}. For the word, write a blank before it.`,
      ]
    },
  ),
  ['since:7d;agents', '“agents” at character 10 follows a comma. For the word, write a blank before it.'],
  ...['5<upvotes<10', '5 < upvotes', '1.2k<=stars', '20=>comments'].map((typed): [string, string] => [
    typed,
    `“${typed.replace(/<10$/, '')}” at character 1 begins with the number. Write it behind the name, as in upvotes>20.`,
  ]),
  ['upvotes>1 000', '“1 000” at character 9 has a blank in its number. Write upvotes>1000'],
  ['stars>=1 000 000 x', '“1 000 000” at character 8 has a blank in its number. Write stars>=1000000'],
  ['agents~~', '“~” in “agents~~” at character 1 has no meaning in a search. Leave it out.'],
  ['agents~', '“~” in “agents~” at character 1 has no meaning in a search. Leave it out.'],
  ['agents^2', '“^” in “agents^2” at character 1 has no meaning in a search. Leave it out.'],
  ['upvotes>x', '“upvotes>x” at character 1 needs a whole number. For example: upvotes>20'],
  ['upvotes>2.5', '“upvotes>2.5” at character 1 needs a whole number. For example: upvotes>20'],
  ['upvotes>-1', 'Missing value after “upvotes>” at character 1. For example: upvotes>20'],
  [
    'upvotes>99999999999',
    '“upvotes>99999999999” at character 1 needs a whole number. For example: upvotes>20',
  ],
  [
    'since:soon',
    '“soon” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.',
  ],
  [
    'since:2026-13-01',
    '“2026-13-01” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.',
  ],
  [
    'since:2026-02-30',
    '“2026-02-30” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.',
  ],
  ['since:', 'Missing value after “since:” at character 1. For example: since:7d'],
  [
    'since:99999y',
    '“99999y” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.',
  ],
  ...(
    [
      ['last-week', '1w'],
      ['"last week"', '1w'],
      ['this-week', '1w'],
      ['week', '1w'],
      ['"Past Month"', '1m'],
      ['"past 3 months"', '3m'],
      ['"3 days ago"', '3d'],
      ['2-weeks-ago', '2w'],
      ['30days', '30d'],
      ['"a year ago"', '1y'],
    ] as const
  ).map(([typed, meant]): [string, string] => [
    `agents since:${typed}`,
    `“${typed.replaceAll('"', '')}” at character 8 isn’t a day. Did you mean ${meant}?`,
  ]),
  ...['next-monday', 'mo', 'mon-fri', 'last', 'last-', 'lastmonday', 'tomorrow'].map(
    (typed): [string, string] => [
      `until:${typed}`,
      `“${typed}” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.`,
    ],
  ),
  ['until:7', '“7” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.'],
  ['id:xyz', '“xyz” at character 1 isn’t an arXiv id. For example: id:2401.00010'],
  ['id:', 'Missing value after “id:” at character 1. For example: id:2401.00010'],
  ['sort:', '“sort:” at character 1 can be new, top or relevant.'],
  ['sort:best', '“sort:” at character 1 can be new, top or relevant.'],
  ['a*', '“a*” matches nearly everything. Write at least 2 letters before the *.'],
  ['title:a*', '“a*” matches nearly everything. Write at least 2 letters before the *.'],
  ['*x', 'The * in “*x” has to be at the end of a word, as in diffus*.'],
  ['!!!', 'No word to search for in “!!!”.'],
  ['“', 'Missing closing quote for the phrase at character 1.'],
  ['title>3', '“title” at character 1 needs a colon. For example: title:diffusion'],
  ['title:>x', '“title” at character 1 needs a colon. For example: title:diffusion'],
  ['()', 'Nothing to search for in the brackets at character 1.'],
  ['(((((((((a)))))))))', 'Too many nested brackets at character 9. The limit is 8.'],
  ['keyword:', 'Missing value after “keyword:” at character 1. For example: keyword:robotics'],
  ['org:', 'Missing value after “org:” at character 1. For example: org:nvidia'],
  ...['title:cs.*', 'title:(cs.*)', 'foo.*', 'gpt-*', 'models!*', 'cs/*'].map((typed): [string, string] => [
    typed,
    `The * in “${typed.replace(/title:|[()]/g, '')}” has to be at the end of a word, as in diffus*.`,
  ]),
  ['cs.C*', '“cs.C*” at character 1 isn’t an arXiv category. Did you mean cat:cs.*?'],
  ['robots CS.X*', '“CS.X*” at character 8 isn’t an arXiv category. Did you mean cat:cs.*?'],
  ['cat:cs.C*', '“cs.C*” at character 1 isn’t an arXiv category. Did you mean cat:cs.*?'],
  ['abstract:', 'Missing value after “abstract:” at character 1. For example: abstract:"in the wild"'],
  ['stars>', 'Missing value after “stars>” at character 1. For example: stars>=100'],
  ['comments>', 'Missing value after “comments>” at character 1. For example: comments>3'],
  ['until:', 'Missing value after “until:” at character 1. For example: until:2026-01-31'],
  ['title:-x', 'Missing value after “title:” at character 1. For example: title:diffusion'],
  ['title:>(x)', 'Missing value after “title:>” at character 1. For example: title:diffusion'],
  ['title : ', 'Missing value after “title :” at character 1. For example: title:diffusion'],
  ['upvotes:(5)', 'Missing value after “upvotes:” at character 1. For example: upvotes>20'],
  ['title:(x', 'Missing “)” for the bracket at character 7.'],
  ['a (', 'Missing “)” for the bracket at character 3.'],
  ['💥 (', 'Missing “)” for the bracket at character 3.'],
  ['title:!', 'No word to search for in “!” after title: at character 1.'],
  ['author:"!"', 'No word to search for in “"!"” after author: at character 1.'],
  ...['-', '–', '--', '—', '−'].flatMap(dash =>
    [
      [`reasoning ${dash} benchmark`, 11],
      [`${dash} benchmark`, 1],
      [`reasoning ${dash}`, 11],
      [`(reasoning ${dash})`, 12],
      [dash, 1],
      [`a ${dash}, b`, 3],
      [`🔥  ${dash} b`, 4],
      [`title:a ${dash} b`, 9],
    ].map(([typed, at]): [string, string] => [
      String(typed),
      `The dash at character ${at} stands alone. To leave a word out, write -survey. Otherwise remove the dash.`,
    ]),
  ),
  ...(
    [
      ['agents AND', 8],
      ['AND agents', 1],
      [' AND ', 2],
      ['a AND AND b', 7],
      ['(a AND) b', 4],
      ['a AND OR b', 3],
      ['a AND :fire:', 3],
    ] as const
  ).map(([typed, at]): [string, string] => [
    typed,
    `AND at character ${at} needs a word on both sides. To search for the word, write it in lower case.`,
  ]),
  [
    '(a OR) b c',
    'OR at character 4 needs a word on both sides. To search for the word, write it in lower case.',
  ],
  [
    'a OR 🔥',
    'OR at character 3 needs a word on both sides. To search for the word, write it in lower case.',
  ],
  ['NOT OR b', 'Missing word after “NOT” at character 1.'],
  ['a -AND b', 'Missing word after “-” at character 3.'],
  ['a NOT)', 'Missing word after “NOT” at character 3.'],
  ...(['“a b', '«a b', '「a b', '‹a', '"a "b" c'] as const).map((typed): [string, string] => [
    typed,
    'Missing closing quote for the phrase at character 1.',
  ]),
  ['ﬁne ≥ „a b', 'Missing closing quote for the phrase at character 7.'],
  ['a   “b', 'Missing closing quote for the phrase at character 5.'],
  ['a !survey', '“!” at character 3 has no meaning in a search. To leave a word out, write -survey.'],
  ['a ！survey', '“!” at character 3 has no meaning in a search. To leave a word out, write -survey.'],
  ['a ¬"b c"', '“¬” at character 3 has no meaning in a search. To leave a word out, write -survey.'],
  ['a !(b c)', '“!” at character 3 has no meaning in a search. To leave a word out, write -survey.'],
  [
    'a | b',
    '“|” in “|” at character 3 has no meaning in a search. For either of two words, write OR between them.',
  ],
  [
    'a || b',
    '“|” in “||” at character 3 has no meaning in a search. For either of two words, write OR between them.',
  ],
  [
    'c a｜b',
    '“|” in “a|b” at character 3 has no meaning in a search. For either of two words, write OR between them.',
  ],
  [':', 'No word to search for in “:”.'],
  [':fire:', 'No word to search for in “:fire:”.'],
  ['🔥 !!!', 'No word to search for in “🔥 !!!”.'],
  ...['!=', '≠', '~'].map((sign): [string, string] => [
    `a upvotes${sign}5`,
    `“upvotes${sign}5” at character 3 needs a whole number. For example: upvotes>20`,
  ]),
  ['title≠x', '“title” at character 1 needs a colon. For example: title:diffusion'],
  ['sort:"new"', '“sort:” at character 1 can be new, top or relevant.'],
  ['OR,x', 'OR at character 1 needs a word on both sides. To search for the word, write it in lower case.'],
  [
    'since:40001d',
    '“40001d” at character 1 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.',
  ],
  ...['1cs', 'cs.CL1', 'cs.', '*', 'cs.a.b', 'cs.*.x'].map((category): [string, string] => [
    `cat:${category}`,
    `“${category}” at character 1 isn’t an arXiv category. For example: cat:cs.CL, or all of cs: cat:cs.*`,
  ]),
  ...['1.25k', '1.k', 'x20', '20x', '1kk', '.5k', '1234567890'].map((number): [string, string] => [
    `a stars>${number}`,
    `“stars>${number}” at character 3 needs a whole number. For example: stars>=100`,
  ]),
  ...['foo:>3', 'constructor:x', 'toString:x', 'foo:(a)', 'foo:-a', 'foo:"a"', 'ｆｏｏ：（a）'].map(
    (typed): [string, string] => [
      typed,
      `Unknown field “${typed.normalize('NFKC').split(':')[0]?.toLowerCase()}” at character 1. Fields: title:, keyword:, author:, org:, abstract:, cat:, has:, source:, since:, until:, id:, upvotes:, stars:, comments: and sort:. To search for the words, put them in quotes.`,
    ],
  ),
]

const written = (query: string): string => {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Error(parsed.problem)
  return printRequest(parsed)
}

describe('a query', () => {
  it.each(READ)('%j is read as %j', (typed, expected) => {
    expect(written(typed)).toBe(expected)
  })

  it.each(READ)('%j means the same when its canonical text is parsed', (typed, expected) => {
    expect(parseQuery(expected)).toEqual({ ...parseQuery(typed), ok: true })
  })

  it.each(INVALID)('%j is rejected', (typed, problem) => {
    expect(parseQuery(typed)).toEqual({ ok: false, problem })
  })

  it('prints words near each other, which can’t be typed, as plain words', () => {
    expect(printQuery({ kind: 'near', stems: ['spars', 'attent'], within: 9 })).toBe('spars attent')
  })

  it('has at most 500 characters, and 64 words or conditions', () => {
    expect(parseQuery('x'.repeat(500)).ok).toBe(true)
    expect(parseQuery('x'.repeat(501))).toMatchObject({ problem: expect.stringContaining('at most 500') })
    expect(parseQuery('x '.repeat(64)).ok).toBe(true)
    expect(parseQuery('x '.repeat(65))).toMatchObject({ problem: expect.stringContaining('at most 64') })
    expect(parseQuery('id:2401.00010 '.repeat(11) + 'x '.repeat(54))).toMatchObject({
      problem: 'Too many words: a search has at most 64 words or conditions.',
    })
    expect(parseQuery('AND '.repeat(33))).toEqual({
      ok: false,
      problem:
        'AND at character 1 needs a word on both sides. To search for the word, write it in lower case.',
    })
    expect(parseQuery(`${' '.repeat(300)}x${' '.repeat(300)}`).ok).toBe(true)
    expect(parseQuery(`x${'💥'.repeat(499)}`).ok).toBe(true)
    expect(parseQuery(`x${'💥'.repeat(500)}`)).toEqual({
      ok: false,
      problem: 'Too long: a search has at most 500 characters, and this one has 501.',
    })
  })

  it('is parsed or rejected, whatever it is, and its canonical text means the same', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '"',
        '-',
        'OR',
        'NOT',
        'AND',
        '*',
        ':',
        'title:',
        'since:',
        '7d',
        'upvotes',
        '>',
        '20',
        ',',
      ),
      fc.constantFrom(
        'agents',
        'GPT-4o',
        'C++',
        'müller',
        'β-VAE',
        '语言',
        "o'brien",
        'a.b',
        'JNDI:x',
        '\u200b',
        '💥',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.constantFrom('', ' ')), { maxLength: 12 }), pieces => {
        const parsed = parseQuery(pieces.flat().join(''))
        if (!parsed.ok) {
          expect(parsed.problem).not.toBe('')
          return
        }
        const text = printRequest(parsed)
        if ([...text].length <= 250) expect(written(text)).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})
