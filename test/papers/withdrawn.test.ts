import { expect, it } from 'vitest'
import { isWithdrawalNotice } from '../../src/papers/withdrawn.ts'

it.each([
  ['This paper has been withdrawn by the author(s), due to an error in equation 3.', true],
  ['This paper has been temporarily withdrawn.', true],
  ['The article was withdrawn by arXiv administrators.', true],
  ['This manuscript is being withdrawn by its authors.', true],
  ['[Withdrawn] A Paper', true],
  ['Withdrawn: see the new version', true],
  ['Paper withdrawn', true],
  ['This paper has been withdrawn from arXiv.', true],
  ['Withdrawn from ICLR 2026; 12 pages', false],
  ['This paper was withdrawn from the conference.', false],
  ['We study papers withdrawn from arXiv.', false],
  ['This paper studies why articles are withdrawn.', false],
  ['The dataset was withdrawn.', false],
  ['Withdrawal symptoms of agents', false],
  ['', false],
])('%j announces a withdrawal: %s', (text, expected) => expect(isWithdrawalNotice(text)).toBe(expected))
