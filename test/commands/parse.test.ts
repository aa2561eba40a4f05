import { describe, expect, it } from 'vitest'
import {
  type CommandText,
  expectedVisibility,
  mayOpenForm,
  parseCommandLine,
} from '../../src/commands/parse.ts'

const fromControl = (text: string) => ({ text, origin: 'control' as const })
const typed = (text: string) => ({ text, origin: 'typed' as const })

/** The command line without the text as typed, which has a table of its own. */
function parsed(text: CommandText) {
  const { typed: _, ...line } = parseCommandLine(text)
  return line
}

describe('a control’s command', () => {
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
    expect(parsed(fromControl(text))).toEqual({ page: 1, confirmed: false, ...expected })
  })
})

describe('text from another keyboard', () => {
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
    ['subscribe agents :fire:', 'subscribe', 'agents', 'agents :fire:'],
    [':fire: search agents', 'search', 'agents', 'agents'],
    ['confirm –all', 'help', '', ''],
    ['/papers search agents', 'search', 'agents', 'agents'],
    [' ／Papers  /papers schedule 9:00', 'schedule', '9:00', '9:00'],
    ['/papers', '', '', ''],
    ['search /papers', 'search', '/papers', '/papers'],
    ['/papersearch agents', '/papersearch', 'agents', 'agents'],
    ['`subscribe agents`', 'subscribe', 'agents', 'agents'],
    ["'/papers subscribe agents'", 'subscribe', 'agents', 'agents'],
    ['“today”', 'today', '', ''],
    ['/papers `today`', 'today', '', ''],
    ['`search "world models"`', 'search', '"world models"', '"world models"'],
    ['*search agents*', 'search', 'agents', 'agents'],
    ['"world models"', '"world', 'models"', 'models"'],
    ['!subscribe agents', 'subscribe', 'agents', 'agents'],
    ['.today', 'today', '', ''],
    ['today…', 'today', '', ''],
    ['!foo', '!foo', '', ''],
  ])('%j is %s with %j, typed as %j', (text, name, args, rest) => {
    expect(parseCommandLine(typed(text))).toMatchObject({ name, args, typed: rest })
  })

  it('is folded after a control’s prefix as well', () => {
    expect(parseCommandLine(fromControl('page 2 search 「a b」 '))).toMatchObject({
      name: 'search',
      args: '"a b"',
      typed: '「a b」',
      page: 2,
    })
  })

  it('takes no longer for each character where there are many', () => {
    for (const part of [' ', '\u200b', 'page ', "'", '"', '<', ':a', '(', '–']) {
      expect(parseCommandLine(typed(part.repeat(20_000))).page, part).toBe(1)
    }
  })
})

describe('a typed text', () => {
  it.each([
    ['', { name: '', args: '' }],
    ['Search Video  Diffusion ', { name: 'search', args: 'Video Diffusion' }],
    ['Search: agents', { name: 'search', args: 'agents' }],
    ['today?', { name: 'today', args: '' }],
    ['/today', { name: 'today', args: '' }],
    ['/papers /search agents', { name: 'search', args: 'agents' }],
    ['Today’s papers', { name: 'today', args: 'papers' }],
    ['yesterday! agents', { name: 'today', args: 'yesterday agents' }],
    ['?', { name: 'help', args: '' }],
    ['undo.', { name: 'undo.', args: '' }],
    ['transformers for vision', { name: 'transformers', args: 'for vision' }],
    ['page ranking', { name: 'page', args: 'ranking' }],
    ['confirmed subscribe', { name: 'confirmed', args: 'subscribe' }],
    // Other words for a command.
    ['Follow Agents', { name: 'subscribe', args: 'Agents' }],
    ['find agents', { name: 'search', args: 'agents' }],
    ['stop agents', { name: 'unsubscribe', args: 'agents' }],
    ['list', { name: 'subscriptions', args: '' }],
    ['topics', { name: 'subscriptions', args: '' }],
    ['test', { name: 'preview', args: '' }],
    ['mute', { name: 'settings', args: '' }],
    ['config', { name: 'settings', args: '' }],
    ['yesterday agents', { name: 'today', args: 'yesterday agents' }],
    ['week', { name: 'trending', args: 'week' }],
    ['?', { name: 'help', args: '' }],
    ['constructor', { name: 'constructor', args: '' }],
    // Help on one command.
    ['subscribe help', { name: 'help', args: 'subscribe' }],
    ['follow --help', { name: 'help', args: 'subscribe' }],
    ['search ?', { name: 'help', args: 'search' }],
    ['help subscribe', { name: 'help', args: 'subscribe' }],
    ['help help', { name: 'help', args: 'help' }],
    ['subscribe help desks', { name: 'subscribe', args: 'help desks' }],
    // What only controls send.
    ['confirm unsubscribe all', { name: 'help', args: '' }],
    ['CONFIRM subscribe agents', { name: 'help', args: '' }],
    ['confirm', { name: 'help', args: '' }],
    ['con\u200Bfirm subscribe', { name: 'con', args: 'firm subscribe' }],
    ['page 2 search agents', { name: 'help', args: '' }],
    ['page 2 confirm subscribe agents', { name: 'help', args: '' }],
    ['page 2', { name: 'help', args: '' }],
    ['welcome', { name: 'help', args: '' }],
    ['hello', { name: 'help', args: '' }],
    ['app-home', { name: 'help', args: '' }],
    ['cancel', { name: 'help', args: '' }],
    ['lookup 2611.00001', { name: 'help', args: '' }],
    ['downrank 2611.00001', { name: 'help', args: '' }],
    ['post-paper 2611.00001', { name: 'help', args: '' }],
    ['less 2611.00001', { name: 'help', args: '' }],
    ['share 2611.00001', { name: 'help', args: '' }],
    ['undo 1', { name: 'help', args: '' }],
  ])('%j', (text, expected) => {
    expect(parsed(typed(text))).toEqual({ page: 1, confirmed: false, ...expected })
  })

  it.each([
    ['confirm subscribe agents', 'ephemeral'],
    ['downrank 2611.00001', 'ephemeral'],
    ['stop agents', 'public'],
    ['pause', 'public'],
    ['pause help', 'ephemeral'],
  ])('“%s” is probably answered to the %s', (text, visibility) => {
    expect(expectedVisibility(typed(text))).toBe(visibility)
  })

  it.each([
    ['find', true],
    ['config', true],
    ['search help', false],
  ])('“%s” may be answered with a form: %s', (text, expected) => {
    expect(mayOpenForm(typed(text))).toBe(expected)
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
    ['subscribe agents', 'public'],
    ['confirm subscribe agents', 'public'],
    ['settings', 'ephemeral'],
    ['confirm settings', 'public'],
    ['confirm today', 'ephemeral'],
    ['downrank 2611.00001', 'public'],
    ['less 2611.00001', 'public'],
    ['post-paper 2611.00001', 'ephemeral'],
  ])('of “%s”: the %s', (text, visibility) => expect(expectedVisibility(fromControl(text))).toBe(visibility))
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
  ])('to “%s” may be a form: %s', (text, expected) => expect(mayOpenForm(fromControl(text))).toBe(expected))
})

describe('names of parameters before their values', () => {
  it.each([
    ['today day:2026-11-20 topic:agents', 'today', '2026-11-20 agents'],
    ['today day: 2026-11-20 topic: agents', 'today', '2026-11-20 agents'],
    ['today --date 2026-11-20', 'today', '2026-11-20'],
    ['today date=2026-11-20', 'today', '2026-11-20'],
    ['trending --period week', 'trending', 'week'],
    ['trending period：week topic：agents', 'trending', 'week agents'],
    ['subscribe --topic robots', 'subscribe', 'robots'],
    ['subscribe topic=robots', 'subscribe', 'robots'],
    ['search query:agents -survey', 'search', 'agents -survey'],
    ['search --query agents', 'search', 'agents'],
    ['schedule time:9:00 days:mon,thu zone:Europe/Paris', 'schedule', '9:00 mon,thu Europe/Paris'],
    ['schedule --time 9:00 --days weekdays', 'schedule', '9:00 weekdays'],
    ['show --id 2611.00001', 'show', '2611.00001'],
    ['export period:week format:ris', 'export', 'week ris'],
    ['email address:a@example.org topic:agents', 'email', 'a@example.org agents'],
    // Words of topics, fields and titles.
    ['search title:agents', 'search', 'title:agents'],
    ['search query: rewriting', 'search', 'query: rewriting'],
    ['subscribe latent topic: models', 'subscribe', 'latent topic: models'],
    ['subscribe "the topic:models"', 'subscribe', '"the topic:models"'],
    ['subscribe robots -topic', 'subscribe', 'robots -topic'],
    ['subscribe robots --survey', 'subscribe', 'robots --survey'],
    ['subscribe topic:', 'subscribe', 'topic:'],
  ])('%s', (text, name, args) => {
    expect(parseCommandLine(typed(text))).toMatchObject({ name, args })
  })

  it('are left to a control, whose command is never typed', () => {
    expect(parseCommandLine(fromControl('subscribe topic:agents'))).toMatchObject({ args: 'topic:agents' })
  })
})

describe('please at the end', () => {
  it.each([
    ['search for agents please', 'for agents'],
    ['subscribe robots, pls!', 'robots'],
    ['unsubscribe agents thank you.', 'agents'],
    ['search "say please"', '"say please"'],
    ['search please', 'please'],
  ])('%s', (text, args) => {
    expect(parseCommandLine(typed(text))).toMatchObject({ args })
  })
})

describe('a page that is typed', () => {
  it.each([
    ['today page 2', '', 2],
    ['search agents page 3', 'agents', 3],
    ['search agents, Page 3', 'agents', 3],
    ['trending week agents page 12', 'week agents', 12],
    ['search page 2', 'page 2', 1],
    ['search "page 2"', '"page 2"', 1],
    ['search agents homepage 2', 'agents homepage 2', 1],
    ['search agents page 0', 'agents page 0', 1],
    ['subscribe agents page 2', 'agents page 2', 1],
  ])('%s', (text, args, page) => {
    expect(parseCommandLine(typed(text))).toMatchObject({ args, page })
  })
})
