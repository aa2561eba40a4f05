import { beforeEach, describe, expect, it } from 'vitest'
import { ALIASES, COMMAND_REGISTRY, type CommandName, findCommand } from '../../src/commands/registry.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

/** A text for each command that it carries out in a channel that follows everything. */
const TEXTS: Record<CommandName, string> = {
  today: 'today',
  trending: 'trending',
  search: 'search paper',
  show: 'show 2611.00001',
  cite: 'cite 2611.00001',
  export: 'export',
  similar: 'similar 2611.00001',
  feed: 'feed agents',
  email: 'email name@example.org',
  subscribe: 'confirm subscribe agents',
  unsubscribe: 'unsubscribe all',
  subscriptions: 'subscriptions',
  schedule: 'schedule 17:30',
  settings: 'settings',
  preview: 'preview',
  post: 'post',
  why: 'why 2611.00001',
  pause: 'pause',
  resume: 'resume',
  status: 'status',
  help: 'help',
  cancel: 'cancel',
  welcome: 'welcome',
  'app-home': 'app-home',
  lookup: 'lookup 2611.00001',
  downrank: 'downrank 2611.00001',
  'post-paper': 'post-paper 2611.00001',
  undo: 'undo 1',
}

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.store.papers.record([candidate('2611.00001')], harness.clock.now())
  await harness.type('confirm subscribe')
  return () => harness.store.close()
})

describe('the registry', () => {
  it.each(COMMAND_REGISTRY)('says who sees the answer of $name', async ({ name, visibility }) => {
    if (name === 'resume') await harness.type('pause')
    const form = name === 'settings' ? { size: ['3'] } : undefined
    expect((await harness.type(TEXTS[name], form && { form })).visibility).toBe(visibility)
  })

  it('has no name twice, and texts that fit Discord', () => {
    const names = COMMAND_REGISTRY.flatMap(command => [
      command.name,
      ...('formerly' in command ? command.formerly : []),
      ...('aliases' in command ? command.aliases : []),
    ])
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter(name => !findCommand(name) && !ALIASES.has(name))).toEqual([])
    expect([...ALIASES.keys()].filter(findCommand)).toEqual([])
    for (const { help, parameters } of COMMAND_REGISTRY)
      for (const text of [help, ...parameters.map(parameter => parameter.help)])
        expect(text.length).toBeLessThanOrEqual(100)
  })
})
