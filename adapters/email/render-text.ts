import type { MailContent, PaperView, Piece } from './content.ts'

const paragraph = (lines: readonly string[]): string => lines.filter(line => line !== '').join('\n')

/** A word that is linked, with its address after it. */
const withAddress = ({ spoken, url }: Piece): string => (url ? `${spoken} <${url}>` : spoken)

const headOf = ({ number, title }: PaperView): string =>
  number === undefined ? title : `${number}. ${title}`

function paperText(paper: PaperView): string {
  const facts = paper.facts.filter(({ url }) => url === undefined).map(({ spoken }) => spoken)
  const linked = paper.facts.filter(({ url }) => url !== undefined)
  return [
    paragraph([headOf(paper), paper.url]),
    paper.summary,
    paragraph([
      facts.join(' · '),
      paper.why ? `Why this is here: ${paper.why}` : '',
      ...linked.map(
        ({ spoken, url }) => `${spoken.replace(/^\p{Ll}/u, first => first.toUpperCase())}: ${url}`,
      ),
      `Details: ${paper.details}`,
      `Similar papers: ${paper.similar}`,
      `Less like this: ${paper.lessLike}`,
    ]),
  ]
    .filter(Boolean)
    .join('\n\n')
}

const footer = ({ settings, unsubscribe }: MailContent): string =>
  paragraph([
    'You get this mail because you confirmed this address.',
    `Topics, time and pause: ${settings}`,
    `Unsubscribe: ${unsubscribe}`,
  ])

const RULE = '----------------------------------------'

const body = (content: MailContent, papers: readonly string[], notes: readonly string[]): string =>
  `${[
    paragraph([content.title, content.subtitle]),
    ...papers.flatMap(paper => [RULE, paper]),
    RULE,
    ...notes.filter(Boolean),
    footer(content),
  ].join('\n\n')}\n`

/** A mail as plain text: all that its HTML part says. */
export const renderText = (content: MailContent): string =>
  body(
    content,
    content.papers.map(paperText),
    content.notes.map(note => note.map(withAddress).join('').trim()),
  )

/** A mail reduced to titles and links, for servers that refuse its contents. */
export const renderPlainText = (content: MailContent): string =>
  body(
    content,
    content.papers.map(paper => paragraph([headOf(paper), paper.url])),
    [],
  )
