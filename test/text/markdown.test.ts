import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/text/clean.ts'

describe('Markdown', () => {
  it.each([
    ['**ToolHazard** is new', 'ToolHazard is new'],
    ['we propose **CAPO** (**C**urriculum **A**dvantage)', 'we propose CAPO (Curriculum Advantage)'],
    [
      'Hi**G**hlight, i**N**tervention, **IN**-domain pr**E**ference',
      'HiGhlight, iNtervention, IN-domain prEference',
    ],
    ['**(i) Semantic** and **fast**er', '(i) Semantic and faster'],
    ['***both*** and **one *in* the other**', 'both and one in the other'],
    ['at least one of *k* candidates', 'at least one of k candidates'],
    ['(*i.e.*, this), *e.g. due to that*.', '(i.e., this), e.g. due to that.'],
    ['**65\\%** with *iky\\=anve* and **$\\alpha$**', '65% with ikyānve and α'],
    ['__Resona__ and _rank axes_, _re-identification_.', 'Resona and rank axes, re-identification.'],
    ['the `fast-track only` and `gpt_4o`.', 'the fast-track only and gpt_4o.'],
    ['Use `code`, ``more code`` and ```fences```', 'Use code, more code and fences'],
    ['at [https://a.org/b](https://a.org/b).', 'at https://a.org/b.'],
    [
      'see [our **page**](https://a.org/b_(c) "Title") and ![a plot](http://a.org/p.png)',
      'see our page and a plot',
    ],
    ['~~old~~ new', 'old new'],
    ['# A *Title*', 'A Title'],
    ['First.\n\n## Method\nWe do.\n### Results:\nGood.', 'First. Method: We do. Results: Good.'],
    ['Two things:\n- one\n  and a half\n- two', 'Two things: • one and a half • two'],
    ['We do\n* one\n* two\n\n+ three', 'We do • one • two • three'],
    ['Keywords.\n  > AI Agent', 'Keywords. AI Agent'],
    ['So:\n```python\nx = 1\n```\nand\n***\nmore', 'So: x = 1 and more'],
    ['So ```js\nx\n``` end', 'So ```js x end'],
    ['So:\n```js\nx\n``` end', 'So: x end'],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanText(raw)).toBe(clean)
    expect(cleanText(clean)).toBe(clean)
  })

  it.each([
    ['A* and DAA*, IDA*; RRT* (like A*)', undefined],
    ['a C*-algebra and a B*-algebra', undefined],
    ['V*bench for search, 86.4% on V*Bench', undefined],
    ['1.6*GPU use, 1.9* throughput, 5.5* more', undefined],
    ['6K*6K images, 3.6 * 10 and 24* 7, 10**4/10**5', undefined],
    ['y = alpha*abs(x)**beta, then a ** b ** c', undefined],
    ['*p < 0.05, **p < 0.01, ***p < 0.001', undefined],
    ['the files *.py and *.js, /*comment*/', undefined],
    ['Humdrum **kern and MusicXML', undefined],
    ['as in [1], [2, 3] and [4](5), [a](b), f[i](x)', undefined],
    ['snake_case_name, __init__.py, _private, _x_y_ and GPT_4o_', undefined],
    ['a - b - c, + 5, # 5, #1, C# and > 90%', undefined],
    ['available at: *****', undefined],
    ['a scale (SD\n> 0.4) of models\n- which are new', 'a scale (SD > 0.4) of models - which are new'],
    ["``quotes'' and `more' of ``them''", '“quotes” and ‘more’ of “them”'],
    ['a ``seesaw" and a ``swing" too', 'a “seesaw” and a “swing” too'],
    ['F\\`ux\\`i and Student`s, model`s', 'Fùxì and Student`s, model`s'],
  ])('does not see any in %j', (text, clean = text) => {
    expect(cleanText(text)).toBe(clean)
  })
})
