/** White space, control and invisible characters: sources send links with newlines in them. */
const INVISIBLE = /[\s\p{Z}\p{C}]+/gu

/** First path segments on GitHub that are not a user or an organisation. */
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
 * A link from outside that may be shown to people: absolute, http or https, without credentials.
 * @returns the normalised URL, or undefined if the link isn't safe
 */
export const safeUrl = (raw: string): string | undefined => parseHttp(raw.replace(INVISIBLE, ''))?.href

/**
 * The link to a code repository. On GitHub, a link to any page of a repository becomes the link to the repository.
 * @returns undefined if the link isn't safe, or is on GitHub but not in a repository
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
