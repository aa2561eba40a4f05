import { describe, expect, it } from 'vitest'
import { describeTerminal } from '../../../adapters/preview/describe-terminal.ts'

const terminal = { isTTY: true, columns: 120 }
const always = () => true
const never = () => false

describe('describing a terminal', () => {
  it('takes a terminal for what it is', () => {
    const described = describeTerminal(terminal, { TERM: 'xterm-256color' }, always)
    expect(described).toEqual({ columns: 120, colour: true, links: true })
  })

  it('takes a pipe to be 80 columns wide, without colours and links', () => {
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

  it('colours a pipe, and against NO_COLOR, where FORCE_COLOR asks for it', () => {
    expect(describeTerminal({}, { FORCE_COLOR: '1' }, always).colour).toBe(true)
    expect(describeTerminal(terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }, always).colour).toBe(true)
  })

  it('counts empty variables as absent', () => {
    expect(describeTerminal(terminal, { NO_COLOR: '', FORCE_COLOR: '' }, always).colour).toBe(true)
  })

  it('keeps links without colours, but not where the terminal is dumb or unknown to make them', () => {
    expect(describeTerminal(terminal, { NO_COLOR: '1' }, always).links).toBe(true)
    expect(describeTerminal(terminal, { TERM: 'dumb' }, always).links).toBe(false)
    expect(describeTerminal(terminal, {}, never).links).toBe(false)
  })

  it('takes 80 columns where a terminal does not tell its width', () => {
    expect(describeTerminal({ isTTY: true }, {}, never).columns).toBe(80)
    expect(describeTerminal({ isTTY: true, columns: 0 }, {}, never).columns).toBe(80)
  })
})
