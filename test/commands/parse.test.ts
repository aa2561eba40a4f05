import { describe, expect, it } from 'vitest'
import { expectedVisibility, mayOpenForm, parseCommandLine } from '../../src/commands/parse.ts'

describe('a command’s text', () => {
  it.each([
    ['', { name: '', args: '' }],
    ['  \n ', { name: '', args: '' }],
    ['today', { name: 'today', args: '' }],
    ['Search Video  Diffusion ', { name: 'search', args: 'Video Diffusion' }],
    ['search\u200B\u202Evideo', { name: 'search', args: 'video' }],
    ['search video\u0000\tdiffusion', { name: 'search', args: 'video diffusion' }],
    ['page 2 search agents', { name: 'search', args: 'agents', page: 2 }],
    ['PAGE 12 Search agents', { name: 'search', args: 'agents', page: 12 }],
    ['page 9999 today', { name: 'today', args: '', page: 9999 }],
    ['page 10000 today', { name: 'page', args: '10000 today' }],
    ['page 0 today', { name: 'today', args: '', page: 1 }],
    ['page 2', { name: 'page', args: '2' }],
    ['page x today', { name: 'page', args: 'x today' }],
    ['search page 2 of agents', { name: 'search', args: 'page 2 of agents' }],
    ['confirm subscribe agents', { name: 'subscribe', args: 'agents', confirmed: true }],
    ['Confirm Subscribe agents', { name: 'subscribe', args: 'agents', confirmed: true }],
    ['page 2 confirm subscribe agents', { name: 'subscribe', args: 'agents', page: 2, confirmed: true }],
    ['confirm', { name: 'confirm', args: '' }],
    ['confirmed subscribe', { name: 'confirmed', args: 'subscribe' }],
    ['subscribe confirm agents', { name: 'subscribe', args: 'confirm agents' }],
  ])('%j', (text, expected) => {
    const { typed: _, ...line } = parseCommandLine(text)
    expect(line).toEqual({ page: 1, confirmed: false, ...expected })
  })

  it.each([
    ['ｓｅａｒｃｈ　agents', 'search', 'agents', 'agents'],
    ['sub\u00adscribe ag\u00adents', 'subscribe', 'agents', 'ag\u00adents'],
    ['search “wait  and ask”', 'search', '"wait and ask"', '“wait  and ask”'],
    ['search agents –survey', 'search', 'agents -survey', 'agents –survey'],
    ['schedule 9：00', 'schedule', '9:00', '9：00'],
    [
      'search <https://arxiv.org/abs/2401.00010|this one>',
      'search',
      'https://arxiv.org/abs/2401.00010',
      'https://arxiv.org/abs/2401.00010',
    ],
    ['page 2 search 「a b」 ', 'search', '"a b"', '「a b」'],
    ['subscribe agents :fire:', 'subscribe', 'agents', 'agents :fire:'],
    [':fire: search agents', 'search', 'agents', 'agents'],
  ])('%j is %s with %j, typed as %j', (text, name, args, typed) => {
    expect(parseCommandLine(text)).toMatchObject({ name, args, typed })
  })

  it('takes no longer for each character where there are many', () => {
    for (const part of [' ', '\u200b', 'page ', "'", '"', '<', ':a', '(', '–']) {
      expect(parseCommandLine(part.repeat(20_000)).page, part).toBe(1)
    }
  })
})

describe('who will probably see the answer', () => {
  it.each([
    ['today', 'ephemeral'],
    ['search agents', 'ephemeral'],
    ['', 'ephemeral'],
    ['no-such-command', 'ephemeral'],
    ['schedule 9:00', 'public'],
    ['POST', 'public'],
    ['pause', 'public'],
    ['unsubscribe agents', 'public'],
    ['subscribe agents', 'ephemeral'],
    ['confirm subscribe agents', 'public'],
    ['settings', 'ephemeral'],
    ['confirm settings', 'public'],
    ['confirm today', 'ephemeral'],
    ['downrank 2611.00001', 'public'],
    ['less 2611.00001', 'public'],
    ['post-paper 2611.00001', 'ephemeral'],
  ])('of “%s”: the %s', (text, visibility) => expect(expectedVisibility(text)).toBe(visibility))
})

describe('an answer', () => {
  it.each([
    ['settings', true],
    ['search', true],
    ['search agents', false],
    ['settings 5', false],
    ['subscribe', false],
    ['', false],
    ['no-such-command', false],
  ])('to “%s” may be a form: %s', (text, expected) => expect(mayOpenForm(text)).toBe(expected))
})
