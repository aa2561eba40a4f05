import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { editSettings, replacedBy } from '../../src/cli/init/edit-settings.ts'

const A = { TOKEN: 'new' }

it.each([
  ['a file that is empty', '', 'TOKEN=new\n'],
  ['a file without the variable', '# Ours\nOTHER=1', '# Ours\nOTHER=1\nTOKEN=new\n'],
  ['an empty value', 'TOKEN=\nOTHER=1\n', 'TOKEN=new\nOTHER=1\n'],
  ['another value', 'TOKEN=old # of May\nOTHER=1\n', 'TOKEN=new\nOTHER=1\n'],
  ['an export', '  export TOKEN = old\n', 'TOKEN=new\n'],
  ['a value that is there twice, of which the last wins', 'TOKEN=a\nTOKEN=b\n', 'TOKEN=a\nTOKEN=new\n'],
  ['a comment with the name', '# TOKEN=old\n', '# TOKEN=old\nTOKEN=new\n'],
  ['a longer name', 'MY_TOKEN=1\nTOKEN_2=1\n', 'MY_TOKEN=1\nTOKEN_2=1\nTOKEN=new\n'],
  ['lines of Windows', 'TOKEN=\r\nOTHER=1\r\n', 'TOKEN=new\nOTHER=1\n'],
])('sets a variable in %s', (_, before, after) => {
  expect(editSettings(before, A)).toBe(after)
})

it.each(['plain-1.a_b', 'with#hash', 'with"quote', "with'quote", 'a b', '$HOME'])(
  'writes %s so that it is read again',
  value => {
    expect(parseEnv(editSettings('', { TOKEN: value }))).toEqual({ TOKEN: value })
  },
)

it('names what would be lost: values that are there and differ', () => {
  expect(replacedBy('A=1\nB=\nC=3\n', { A: '2', B: '2', C: '3', D: '4' })).toEqual(['A'])
})
