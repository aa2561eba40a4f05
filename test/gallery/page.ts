export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const PAGE_STYLE = `
body { font: 14px/1.45 system-ui, sans-serif; margin: 16px; }
h2 { font-size: 15px; border-top: 1px solid #ccc; padding-top: 10px; } small { color: #777; font-weight: normal; }
.three { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 14px; align-items: start; }
.slack, .discord, pre { padding: 10px; border-radius: 8px; overflow-wrap: anywhere; margin: 0; }
.slack { border: 1px solid #ddd; } .slack a { color: #1264a3; }
.discord { background: #313338; color: #dbdee1; } .discord a { color: #00a8fc; } .discord h3 { margin: 2px 0; }
pre { background: #f6f6f2; white-space: pre-wrap; font-size: 12px; }
.muted { color: #777; font-size: 12px; } .discord .muted { color: #949ba4; }
.control { display: inline-block; border: 1px solid #999; border-radius: 4px; padding: 2px 8px; margin: 3px 4px 0 0; font-size: 12px; }
code, .verbatim { background: #8883; border-radius: 3px; padding: 0 3px; font-family: monospace; } .verbatim { display: block; white-space: pre-wrap; padding: 6px; }
.title { font-weight: bold; font-size: 16px; }
`
