import { sourceContract } from '../../contracts/source.ts'
import { createArxivHarness } from '../source-harnesses.ts'

const says = /^describes the paper in a way that can’t be read$/
const entry = (fields: string): string => `<feed><entry>${fields}</entry></feed>`

sourceContract('arXiv', {
  list: createArxivHarness,
  lookUp: createArxivHarness,
  hasPages: false,
  intervalMs: 3_000,
  accepts: 'application/atom+xml',
  garbage: 'sent something other than its feed',
  unreadable: [
    ['an empty entry', entry(''), says],
    [
      'an entry without a title',
      entry('<id>x</id><summary>x</summary><published>2024-01-01T00:00:00Z</published>'),
      says,
    ],
    [
      'an entry with a day that is none',
      entry('<id>x</id><title>x</title><summary>x</summary><published>soon</published>'),
      says,
    ],
    ...['0001-01-01', '9999-12-31'].map((day): [string, string, RegExp] => [
      `an entry of ${day}`,
      entry(
        `<id>http://arxiv.org/abs/2401.00010v1</id><title>x</title><published>${day}T00:00:00Z</published>`,
      ),
      says,
    ]),
    [
      'another paper',
      entry(
        '<id>http://arxiv.org/abs/2401.99999v1</id><title>x</title><published>2024-01-01T00:00:00Z</published>',
      ),
      /^describes another paper instead$/,
    ],
    ['an entry that breaks off', '<feed><entry><id>http://arxiv.org/abs/2401.00010v1</id></feed>', says],
  ],
})
