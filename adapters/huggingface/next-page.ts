/**
 * The next page of a list by its `Link` header (RFC 8288), or undefined on the last one.
 *
 * Only the link's query is used: so we never leave the endpoint (which gets our token), and a mirror may forward the original
 * header unchanged.
 */
export function nextPage(link: string | null, url: URL): URL | undefined {
  const target = (link ?? '')
    .split(/,\s*(?=<)/)
    .find(part => /;\s*rel="?[^";]*\bnext\b/i.test(part))
    ?.match(/<([^>]*)>/)?.[1]
  const query = target === undefined ? '' : (URL.parse(target, url.href)?.search ?? '')
  if (query === '') return undefined
  const next = new URL(url)
  next.search = query
  return next
}
