import { describe, expect, it } from 'vitest'
import { describeTerminal } from '../../../adapters/preview/describe-terminal.ts'

const terminal = { isTTY: true, columns: 120 }
const always = () => true
const never = () => false

describe('describing a terminal', () => {
  it('reports the capabilities of a terminal', () => {
    const described = describeTerminal(terminal, { TERM: 'xterm-256color' }, always)
    expect(described).toEqual({ columns: 120, colour: true, links: true })
  })

  it('describes a pipe as 80 columns wide, without colours and links', () => {
    expect(describeTerminal({}, { TERM: 'xterm-256color' }, always)).toEqual({
      columns: 80,
      colour: false,
      links: false,
    })
  })

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }, { FORCE_COLOR: '0' }, { FORCE_COLOR: 'false' }])(
    'shows no colours with %o',
    env => {
      expect(describeTerminal(terminal, env, always).colour).toBe(false)
    },
  )

  it('uses colours in a pipe, and despite NO_COLOR, with FORCE_COLOR', () => {
    expect(describeTerminal({}, { FORCE_COLOR: '1' }, always).colour).toBe(true)
    expect(describeTerminal(terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }, always).colour).toBe(true)
  })

  it('counts empty variables as absent', () => {
    expect(describeTerminal(terminal, { NO_COLOR: '', FORCE_COLOR: '' }, always).colour).toBe(true)
  })

  it('supports links without colours, but not in a dumb or unknown terminal', () => {
    expect(describeTerminal(terminal, { NO_COLOR: '1' }, always).links).toBe(true)
    expect(describeTerminal(terminal, { TERM: 'dumb' }, always).links).toBe(false)
    expect(describeTerminal(terminal, {}, never).links).toBe(false)
  })

  it('assumes 80 columns if a terminal does not report its width', () => {
    expect(describeTerminal({ isTTY: true }, {}, never).columns).toBe(80)
    expect(describeTerminal({ isTTY: true, columns: 0 }, {}, never).columns).toBe(80)
  })
})
