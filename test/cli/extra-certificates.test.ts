import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { trustCertificates } from '../../src/cli/extra-certificates.ts'

it.skipIf(!existsSync('/dev/zero')).each([
  ['/dev/zero', 'it is larger than 1 MB'],
  ['/nowhere/ca.pem', 'ENOENT'],
  ['/dev', 'EISDIR'],
])('a file of certificates that is %s is refused by its variable', (file, reason) => {
  expect(() => trustCertificates(file)).toThrow(/^NODE_EXTRA_CA_CERTS: should name a file of certificates/)
  expect(() => trustCertificates(file)).toThrow(reason)
})
