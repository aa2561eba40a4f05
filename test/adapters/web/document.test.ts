import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderDocument } from '../../../adapters/web/document.ts'

const bodyOf = (markdown: string): string => renderDocument(markdown).main

it.each([
  ['# About `a` & b', '<h1>About <code>a</code> &amp; b</h1>'],
  ['two\nlines\n\n## Next', '<p>two lines</p>\n<h2>Next</h2>'],
  [
    '*some* **words** `*as they are*`',
    '<p><em>some</em> <strong>words</strong> <code>*as they are*</code></p>',
  ],
  [
    '- one\n  goes on\n- two\n  - inner\n    too',
    '<ul>\n<li>one goes on</li>\n<li>two<ul>\n<li>inner too</li>\n</ul></li>\n</ul>',
  ],
  [
    '| a | b |\n|---|---|\n| 1 | *2* |',
    '<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td><em>2</em></td></tr>\n</table>',
  ],
  [
    '[web](https://example.org/?a=1&b=2)',
    '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">web</a></p>',
  ],
  ['[file](configuration.md) [script](javascript:alert)', '<p>file script</p>'],
  ['<b>text</b>', '<p>&lt;b&gt;text&lt;/b&gt;</p>'],
])('renders %j', (markdown, html) => expect(bodyOf(markdown)).toBe(html))

it('has all of docs/privacy.md, and none of its marks', () => {
  const text = readFileSync(new URL('../../../docs/privacy.md', import.meta.url), 'utf8')
  const { title, main: page } = renderDocument(text)
  expect(title).toBe('Privacy')
  const shown = bodyOf(text).replaceAll(/<[^>]+>/g, '')
  expect(shown).not.toMatch(/\*|`|\||^#/m)
  expect(page.match(/<h2>/g)).toHaveLength(text.match(/^## /gm)?.length ?? 0)
  expect(page.match(/<tr>/g)).toHaveLength(text.match(/^\| /gm)?.length ?? 0)
})
