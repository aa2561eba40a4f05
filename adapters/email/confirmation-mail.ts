import type { RenderConfirmation } from '../../src/ports/mail.ts'
import { escapeHtml } from '../shared/escape-html.ts'

/**
 * The mail that asks an address whether it wants digests. Small, and except for the topic it contains nothing that whoever asked
 * could have written.
 */
export const renderConfirmation: RenderConfirmation = ({ url, topic, where, validFor }) => {
  const asked = `Someone asked ${where} for this address to get papers by e-mail: digests of the day’s trending papers, on`
  const ignore =
    'If that wasn’t you, do nothing. Without your yes, no digests are sent and your address isn’t stored.'
  const valid = `The link is valid for ${validFor}.`
  return {
    subject: 'Do you want papers by e-mail?',
    text: `${asked}\n\n    ${topic}\n\nTo get them, open this page and press its button:\n\n${url}\n\n${valid}\n\n${ignore}\n`,
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>Do you want papers by e-mail?</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif">
<main style="display:block;max-width:560px;margin:0 auto">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">Do you want papers by e-mail?</h1>
<p>${escapeHtml(asked)}</p>
<p style="margin-left:24px"><strong>${escapeHtml(topic)}</strong></p>
<p style="margin:28px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#7a3b10;color:#ffffff;text-decoration:none">Open the page with the button</a></p>
<p>${escapeHtml(`Nothing starts before you press it there. ${valid}`)}</p>
<p>${escapeHtml(ignore)}</p>
</main>
</body>
</html>
`,
  }
}
