export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Colours as the platforms have them, by theme: light where nothing is chosen, else as the machine or the switch says. */
const LIGHT = `--page: #fff; --text: #1d1c1d; --rule: #ccc; --muted: #616061; --link: #1264a3; --control: #8a8a8a; --code: #8882; --wrong: #c01343;
  --slack: #fff; --discord: #fff; --discord-text: #313338; --discord-muted: #5c5e66; --discord-link: #0068e0; --terminal: #f6f6f2; --terminal-text: #222;`
const DARK = `--page: #121212; --text: #d1d2d3; --rule: #444; --muted: #ababad; --link: #1d9bd1; --control: #797c81; --code: #fff2; --wrong: #f2668b;
  --slack: #1a1d21; --discord: #313338; --discord-text: #dbdee1; --discord-muted: #949ba4; --discord-link: #00a8fc; --terminal: #1b1b1b; --terminal-text: #ddd;`

export const PAGE_STYLE = `
:root { color-scheme: light; ${LIGHT} }
:root:has(#dark:checked) { color-scheme: dark; ${DARK} }
@media (prefers-color-scheme: dark) { :root:has(#auto:checked) { color-scheme: dark; ${DARK} } }
body { font: 14px/1.45 system-ui, sans-serif; margin: 16px; background: var(--page); color: var(--text); }
nav { position: sticky; top: 0; background: var(--page); padding: 6px 0; } nav label { margin-right: 12px; }
h2 { font-size: 15px; border-top: 1px solid var(--rule); padding-top: 10px; overflow-wrap: anywhere; } small { color: var(--muted); font-weight: normal; }
.three { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 14px; align-items: start; }
.slack, .discord, pre { padding: 10px; border: 1px solid var(--rule); border-radius: 8px; overflow-wrap: anywhere; margin: 0; }
.slack { background: var(--slack); } a { color: var(--link); }
.discord { background: var(--discord); color: var(--discord-text); --muted: var(--discord-muted); --link: var(--discord-link); } .discord .title { margin: 2px 0; }
pre { background: var(--terminal); color: var(--terminal-text); white-space: pre-wrap; font-size: 12px; }
p { margin: 0; } p:empty::before { content: '\\a0'; } .quiet, .muted { color: var(--muted); font-size: 12px; } .wrong { color: var(--wrong); }
.control { display: inline-block; border: 1px solid var(--control); border-radius: 4px; padding: 2px 8px; margin: 3px 4px 0 0; font-size: 12px; }
code, .block pre { background: var(--code); border-radius: 3px; padding: 0 3px; font-family: monospace; } .block pre { border: 0; padding: 6px; color: inherit; }
.title { font-weight: bold; font-size: 16px; } .beside { float: right; margin-left: 8px; }
.picture { width: 80px; height: 64px; overflow: hidden; border: 1px dashed var(--control); border-radius: 4px; font-size: 9px; line-height: 1.2; padding: 3px; color: var(--muted); }
.block { display: flow-root; } .block + .block { margin-top: 6px; } .discord .block + .block { margin-top: 4px; } pre { max-height: 900px; overflow: auto; }
`

const THEMES = [
  ['auto', 'As this machine'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

/** The whole page. @param chosen the theme that it begins with */
export const pageOf = (title: string, body: string, chosen = 'auto'): string => {
  const themes = THEMES.map(
    ([id, label]) =>
      `<label><input type="radio" name="theme" id="${id}"${id === chosen ? ' checked' : ''}> ${label}</label>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${PAGE_STYLE}</style><nav>${themes.join('')}</nav>${body}`
}
