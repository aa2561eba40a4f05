import { expect, it } from 'vitest'
import { listText } from '../../src/text/format.ts'

it.each([
  [[], ''],
  [['agents'], 'agents'],
  [['agents', 'robots'], 'agents and robots'],
  [['agents', 'robots', 'birds'], 'agents, robots and birds'],
])('%j are listed as “%s”', (words, text) => expect(listText(words)).toBe(text))
