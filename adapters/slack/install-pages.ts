import { escapeHtml } from '../shared/escape-html.ts'
import type { StateProblem } from './install-state.ts'

/** A page for the person who installs the app. */
export interface InstallPage {
  status: number
  html: string
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:10vh auto;padding:0 1rem;color-scheme:light dark}code{font-size:1em;padding:.1em .3em;border:1px solid #8884;border-radius:4px}li{margin:.4rem 0}'

/** @param body HTML */
const page = (status: number, title: string, body: string): InstallPage => ({
  status,
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Paper Round</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`,
})

const link = (url: string, text: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`
const again = (installUrl: string): string => `<p>${link(installUrl, 'Start again')}</p>`

/** @param slackUrl leads back to Slack */
export const installedPage = (team: string, slackUrl: string, isOrganization: boolean): InstallPage =>
  page(
    200,
    `Paper Round is installed in ${team || 'Slack'}`,
    `${isOrganization ? '<p>An administrator of the organisation chooses the workspaces that get it.</p>\n' : ''}<p>What to do next:</p>
<ol>
<li>In Slack, open the channel that should get papers. If it is private, type <code>/invite @paper-round</code> there first.</li>
<li>Type <code>/papers subscribe</code> to choose what it gets, such as <code>/papers subscribe agents</code>.</li>
<li><code>/papers settings</code> sets when the digest comes; <code>/papers help</code> shows the rest.</li>
</ol>
<p>${link(slackUrl, 'Open Slack')}</p>`,
  )

export const deniedPage = (installUrl: string): InstallPage =>
  page(
    200,
    'Nothing was installed',
    `<p>Slack reports that the installation was cancelled. Where an admin has to approve apps, ask for that in Slack, and install it once it is approved.</p>
${again(installUrl)}`,
  )

const STATE_TEXTS: Readonly<Record<StateProblem, { title: string; text: string }>> = {
  foreign: {
    title: 'This link doesn’t belong to this browser',
    text: 'Finish installing in the browser in which you started, with cookies allowed and the link unchanged. Nothing was installed.',
  },
  expired: {
    title: 'That took too long',
    text: 'A link for installing is valid for ten minutes. Nothing was installed.',
  },
  used: {
    title: 'This link has already been used',
    text: 'If you have just seen that Paper Round is installed, all is well: type /papers in Slack.',
  },
}

export const badStatePage = (problem: StateProblem, installUrl: string): InstallPage =>
  page(
    400,
    STATE_TEXTS[problem].title,
    `<p>${escapeHtml(STATE_TEXTS[problem].text)}</p>\n${again(installUrl)}`,
  )

/** @param reason Slack's code, or our words */
export const failedPage = (status: number, reason: string, installUrl: string): InstallPage =>
  page(
    status,
    'That didn’t work',
    `<p>Nothing was installed (${escapeHtml(reason)}). Try again; if it fails again, tell whoever runs Paper Round what is in brackets.</p>
${again(installUrl)}`,
  )
