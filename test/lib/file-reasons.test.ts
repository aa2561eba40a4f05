import { expect, it } from 'vitest'
import { fileReason } from '../../src/lib/file-reasons.ts'

const withCode = (code: string): Error => Object.assign(new Error('it failed'), { code })

it.each([
  [withCode('ENOENT'), 'there is no such file'],
  [withCode('EACCES'), 'this user may not write it'],
  [withCode('EISDIR'), 'it is a folder'],
  [withCode('EIO'), 'it failed'],
  [new Error('it failed'), 'it failed'],
  [{ code: 'ENOENT', message: 'it failed' }, '[object Object]'],
])('%o: %s', (error, reason) => {
  expect(fileReason(error, { EACCES: 'this user may not write it' })).toBe(reason)
})

it('has reasons of its own where none are given', () => {
  expect(fileReason(withCode('EACCES'))).toBe('this user may not read it')
})
