import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { ConfigError } from '../../config/config-error.ts'
import { messageOf } from '../lib/errors.ts'
import { readUpTo } from './read-up-to.ts'

/** Five times the size of all certificates that browsers trust. */
const MAX_BYTES = 1_000_000

/**
 * Trusts the certificates of a file, as Node does for NODE_EXTRA_CA_CERTS: it reads that variable before it reads `.env`.
 * @throws ConfigError when they can't be read
 */
export function trustCertificates(file: string): void {
  try {
    const certificates = readUpTo(file, MAX_BYTES)
    if (!certificates) throw new Error('it is larger than 1 MB')
    setDefaultCACertificates([...getCACertificates('default'), certificates.toString()])
  } catch (error) {
    throw new ConfigError([`NODE_EXTRA_CA_CERTS: should name a file of certificates (${messageOf(error)})`])
  }
}
