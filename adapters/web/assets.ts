import { createHash } from 'node:crypto'
import type { Mount } from './app.ts'
import { STYLE } from './style.ts'

/** Three lines of a page under the rising sun of a new day. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#7a3b10"/>
<path d="M9 15a7 7 0 0 1 14 0z" fill="#f3c795"/>
<path d="M6 18.5h20M6 22.5h20M6 26.5h12" stroke="#fbfaf7" stroke-width="2" stroke-linecap="round"/>
</svg>
`

const versionOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 10)

/** Their addresses change with their content, so that they may be cached for good. */
export const STYLE_PATH = `/style.css?v=${versionOf(STYLE)}`
export const ICON_PATH = `/icon.svg?v=${versionOf(ICON)}`

const CACHED = 'public, max-age=31536000, immutable'

/** Search engines have no use for lists that change all the time, and each of their searches would slow down people's. */
const ROBOTS = 'User-agent: *\nAllow: /feeds/\nDisallow: /\n'

export const mountAssets: Mount = app => {
  app.get('/style.css', c =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': CACHED }),
  )
  app.get('/icon.svg', c => c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': CACHED }))
  app.get('/robots.txt', c => c.text(ROBOTS))
}
