import { escapeHtml } from '../shared/escape-html.ts'
import type { MailContent, PaperView, Piece } from './content.ts'

const SANS = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const SERIF = "Georgia,'Iowan Old Style','Times New Roman',serif"

/** Colours on a light page. Mailboxes that know `prefers-color-scheme` take those of DARK; all have a contrast of at least 4.5. */
const LIGHT = { page: '#fbfaf7', ink: '#1d1c1a', soft: '#5f5b53', line: '#e2ded5', link: '#7a3b10' } as const

/** For mailboxes that keep style sheets; all that matters is inline. */
const DARK = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page{background:#171614!important}.ink{color:#e9e5dd!important}.soft{color:#a8a296!important}.link{color:#e3a97b!important}
.line{border-color:#37332d!important}}`

type Tone = 'ink' | 'link' | 'soft'

const link = (url: string, text: string, tone: Tone, decoration = 'underline'): string =>
  `<a class="${tone}" href="${escapeHtml(url)}" style="color:${LIGHT[tone]};text-decoration:${decoration}">${escapeHtml(text)}</a>`

const SMALL = `font:14px/1.55 ${SANS};color:${LIGHT.soft}`

const small = (inner: string, above = 8): string =>
  inner && `<p class="soft" style="margin:${above}px 0 0;${SMALL}">${inner}</p>`

const pieceHtml = ({ text, url }: Piece): string =>
  url === undefined ? escapeHtml(text) : link(url, text, 'soft')

/** A space before it that doesn't break, so that no line begins with a dot. */
const joined = (parts: readonly string[]): string => parts.join('&nbsp;· ')

/** Without a height, and without a text in its place: where images are off, nothing is missing. */
const picture = (url: string): string =>
  `<img src="${escapeHtml(url)}" alt="" width="240" style="display:block;width:240px;max-width:100%;height:auto;margin:12px 0 0;border-radius:4px">`

const row = (inner: string, { padding, rule = true }: { padding: string; rule?: boolean }): string =>
  `<tr><td class="line" style="padding:${padding}${rule ? `;border-top:1px solid ${LIGHT.line}` : ''}">${inner}</td></tr>`

function paperHtml(paper: PaperView): string {
  const { number, summary, thumbnail, why } = paper
  const before =
    number === undefined ? '' : `<span class="soft" style="color:${LIGHT.soft}">${number}.</span> `
  const title = link(paper.url, paper.title, 'ink', 'none')
  const actions = [
    link(paper.details, 'Details', 'link'),
    link(paper.similar, 'Similar papers', 'link'),
    link(paper.lessLike, 'Less like this', 'link'),
  ]
  return row(
    [
      `<h2 class="ink" style="margin:0;font:bold 19px/1.3 ${SERIF};color:${LIGHT.ink}">${before}${title}</h2>`,
      summary &&
        `<p class="ink" style="margin:8px 0 0;font:17px/1.5 ${SERIF};color:${LIGHT.ink}">${escapeHtml(summary)}</p>`,
      thumbnail === undefined ? '' : picture(thumbnail),
      small(joined(paper.facts.map(pieceHtml)), 10),
      small(why === undefined ? '' : `Why this is here: ${escapeHtml(why)}`, 2),
      small(joined(actions), 10),
    ].join(''),
    { padding: '24px 0' },
  )
}

const noteHtml = (note: readonly Piece[]): string =>
  row(small(note.map(pieceHtml).join(''), 0), { padding: '16px 0' })

/** Shown in the list of mails only. The invisible characters keep mailboxes from adding what follows. */
const preheaderHtml = (text: string): string =>
  `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(text)}${'&#8199;&#847; '.repeat(40)}</div>`

const footerHtml = ({ settings, unsubscribe }: MailContent): string =>
  row(
    [
      small('You get this mail because you confirmed this address.', 0),
      small(
        joined([link(settings, 'Topics, time and pause', 'soft'), link(unsubscribe, 'Unsubscribe', 'soft')]),
        4,
      ),
    ].join(''),
    { padding: '18px 0 0' },
  )

/** A mail as HTML: one column, styles inline, no scripts, and nothing that reports back. */
export function renderHtml(content: MailContent): string {
  const head = [
    `<h1 class="ink" style="margin:0;font:bold 23px/1.25 ${SERIF};color:${LIGHT.ink}">${escapeHtml(content.title)}</h1>`,
    small(escapeHtml(content.subtitle), 6),
  ].join('')
  const rows = [
    row(head, { padding: '0 0 20px', rule: false }),
    ...content.papers.map(paperHtml),
    ...content.notes.map(noteHtml),
    footerHtml(content),
  ]
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(content.subject)}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:0;background:${LIGHT.page}">${preheaderHtml(content.preheader)}
<table role="presentation" class="page" style="width:100%;border-collapse:collapse;background:${LIGHT.page}"><tr><td style="padding:28px 16px 40px">
<table role="presentation" style="width:100%;max-width:600px;margin:0 auto;border-collapse:collapse;table-layout:fixed;word-wrap:break-word;overflow-wrap:anywhere">
${rows.join('\n')}
</table></td></tr></table></body></html>
`
}
