import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { ConfigError } from '../../config/config-error.ts'
import { messageOf } from '../lib/errors.ts'

/**
 * Trusts the certificates of a file, as Node does for NODE_EXTRA_CA_CERTS: it reads that variable before it reads `.env`.
 * @throws ConfigError when they can't be read
 */
export function trustCertificates(file: string): void {
  try {
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(file, 'utf8')])
  } catch (error) {
    throw new ConfigError([`NODE_EXTRA_CA_CERTS: should name a file of certificates (${messageOf(error)})`])
  }
}
