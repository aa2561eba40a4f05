/** White space, controls and what shows nothing: a source may hold a newline within an address. */
const INVISIBLE = /[\s\p{Z}\p{C}]+/gu

/** Paths of GitHub that are not a person's or an organisation's. */
const GITHUB_PAGES = new Set(
  `about collections contact customer-stories enterprise events explore features issues login marketplace new
   notifications orgs pricing pulls search security settings signup site sponsors stars topics trending users`.split(
    /\s+/,
  ),
)
const OWNER = /^[A-Za-z0-9][A-Za-z0-9-]*$/
const REPOSITORY = /^[\w.-]+$/

/** An absolute http or https address without credentials; undefined for anything else. */
export function parseHttp(text: string): URL | undefined {
  // The URL parser would take `https:example.org` and `https:\\example.org` for addresses as well.
  const url = /^https?:\/\/[^/\\]/i.test(text) ? URL.parse(text) : null
  return url?.hostname && url.username === '' && url.password === '' ? url : undefined
}

/**
 * An address from outside that people may be shown and led to: absolute, http or https, without credentials.
 * @returns the normalised address; undefined where it is none
 */
export const safeUrl = (raw: string): string | undefined => parseHttp(raw.replace(INVISIBLE, ''))?.href

/**
 * The address of a code repository: of a GitHub address that of the repository itself, whatever page of it is meant.
 * @returns undefined where it is no safe address, or on GitHub names no repository
 */
export function repositoryUrl(raw: string): string | undefined {
  const url = parseHttp(raw.replace(INVISIBLE, ''))
  if (!url || !/^(?:www\.)?github\.com$/.test(url.hostname)) return url?.href
  const [owner = '', name = ''] = url.pathname.split('/').filter(part => part !== '')
  const repository = name.replace(/\.git$/, '')
  if (!OWNER.test(owner) || GITHUB_PAGES.has(owner.toLowerCase())) return undefined
  if (!REPOSITORY.test(repository) || /^\.+$/.test(repository)) return undefined
  return `https://github.com/${owner}/${repository}`
}
