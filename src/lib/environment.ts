import { z } from 'zod'

/** Environment variables that are set, without white space around them. */
export type Variables = Readonly<Record<string, string>>

/** Values of a part of the environment, or one line per problem: `NAME: what it should be`. No value is repeated: it may be secret. */
export type ReadEnvironment<Values> =
  | { ok: true; values: Values }
  | { ok: false; problems: readonly string[] }

/** The variables that are set. An empty or blank value counts as absent. */
export const setVariables = (env: Readonly<Record<string, string | undefined>>): Variables =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )

/** Reads the variables that a schema names, and leaves all others alone. */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  variables: Variables,
): ReadEnvironment<z.output<Schema>> {
  const parsed = schema.safeParse(variables)
  if (parsed.success) return { ok: true, values: parsed.data }
  return {
    ok: false,
    problems: parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`),
  }
}

// Kinds of values. Each message completes the sentence "NAME: …".

/** Other characters can't be sent in a header, such as the … of an example or typographic quotation marks. */
export const secret = z
  .string()
  .regex(/^[!-~]+$/, 'should consist of letters, digits and plain punctuation, without white space')

/** A token that is recognised by its first characters; people mix tokens up. */
export const tokenWith = (prefix: string, what: string) =>
  secret.refine(text => text.startsWith(prefix), `should be ${what}, which begins with ${prefix}`)

/** A secret without a prefix of its own. @param others matches tokens that people paste into the wrong variable */
export const secretOtherThan = (others: RegExp, what: string) =>
  secret.refine(text => !others.test(text), `should be ${what}; this is another token`)

export const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

/** A name or an address with its port, and a path: `new URL` takes `https:///x`, `https://a.example;` and two addresses as well. */
const PLAIN_URL =
  /^https?:\/\/(?:\[[\da-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?\.?)(?::\d+)?(?:\/(?:(?!:\/\/)[^\s"'<>\\])*)?$/iu

export const httpUrl = z
  .url({
    protocol: /^https?$/,
    message: 'should be a URL that begins with http:// or https://',
    abort: true,
  })
  .refine(text => !text.includes('@'), 'should hold no user name or password')
  .refine(text => !/[?#]/.test(text), 'should end before a question mark or a #: paths are added to it')
  .refine(
    text => /[@?#]/.test(text) || PLAIN_URL.test(text),
    'should be one address such as https://papers.example.org, and nothing else',
  )
