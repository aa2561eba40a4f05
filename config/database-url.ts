import { z } from 'zod'

/** Schema of DATABASE_URL. Each message completes the sentence "DATABASE_URL: …", without the value, which may have a password. */

const FILE = 'sqlite:./data/paper-round.db'
const SERVER = 'postgres://USER:PASSWORD@HOST:5432/NAME'

const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

const hasVariable = (text: string): boolean => /\$\{?\w|%[a-z_]\w*%/i.test(text)

/** What is wrong with the path of a database; undefined if nothing is. */
function pathProblem(path: string): string | undefined {
  if (path.includes(':memory:')) {
    return `should name a file, such as ${FILE}: a database in memory would forget what was posted`
  }
  if (/\p{Cc}/u.test(path)) return 'should have no control characters in its path'
  if (/[/\\]$/.test(path) || /^(|~|\.\.?)$/.test(path))
    return `should name a file, such as ${FILE}, not a folder`
  if (/^~[^/\\]/.test(path)) return 'should name your own home folder as ~/, or the whole path of another one'
  if (hasVariable(path)) return 'should have the path itself: variables in it are not replaced'
  if (/%[0-9a-f]{2}/i.test(path)) return 'should have the path as it is, without %20 and the like'
  if (/\s#/.test(path)) return 'should have no comment behind the path, or no blank before a # in it'
  return path.includes('?') ? 'should have no options after a question mark' : undefined
}

/** What is wrong with the address of a database on a server; undefined if nothing is. */
function addressProblem(text: string): string | undefined {
  if (/[\p{Cc}\s]/u.test(text))
    return 'should have no spaces or control characters; write them as %20 and the like'
  if (/\$\{?[A-Z_]\w*/.test(text))
    return 'should have the values themselves: variables in it are not replaced'
  const url = URL.parse(text)
  if (!url) {
    return `should be like ${SERVER}; in a password, write / as %2F, ? as %3F, # as %23, @ as %40 and % as %25`
  }
  try {
    decodeURIComponent(`${url.username}${url.password}${url.pathname}`)
  } catch {
    return 'should have % written as %25, also in the password'
  }
  if (url.hash) return 'should have # written as %23, also in the password'
  if (!/^\/[^/]+$/.test(url.pathname)) return `should end with the name of the database, as in ${SERVER}`
  const mode = url.searchParams.get('sslmode')
  if (mode !== null && !SSL_MODES.includes(mode)) return `should have an sslmode of ${SSL_MODES.join(', ')}`
  return undefined
}

/**
 * Parses `sqlite:PATH` to the path, and leaves `postgres://…` as it is. `sqlite://PATH` and `sqlite:///PATH` are read as URLs without a
 * host: the latter is absolute.
 */
export const databaseUrl = z.string().transform((text, context) => {
  const [, path] = /^sqlite:(?:\/\/)?(.*)$/i.exec(text) ?? []
  const problem =
    path !== undefined
      ? pathProblem(path.trim())
      : isAddress(text)
        ? addressProblem(text.trim())
        : `should be sqlite:PATH, such as ${FILE}, or ${SERVER}`
  if (!problem) return path?.trim() ?? text.trim()
  context.addIssue({ code: 'custom', message: problem })
  return z.NEVER
})

const isAddress = (text: string): boolean => /^postgres(ql)?:\/\//i.test(text)
