import { Resolver } from 'node:dns/promises'

/** Codes of DNS for a name without such records. */
const NONE: readonly string[] = ['ENOTFOUND', 'ENODATA']

/** The TXT records at a name, each as one text. Rejects where DNS gives no answer. */
export async function lookUpTexts(name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  try {
    return (await resolver.resolveTxt(name)).map(parts => parts.join(''))
  } catch (error) {
    if (error instanceof Error && 'code' in error && NONE.includes(String(error.code))) return []
    throw error
  }
}
