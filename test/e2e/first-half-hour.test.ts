import { afterAll, beforeAll, expect, it } from 'vitest'
import { FOREIGN_CHANNEL, WORLD } from '../fakes/discord/world.ts'
import { dozenPapers } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { personOn, type Seen } from './person.ts'

/** What somebody does in the first half hour with the bot, in one go. Closing checks every request by the platforms' rules. */

const MONDAY = '2026-11-23'
const FRIDAY = '2026-11-20'
/** The best of Monday is about agents, and has code. */
const PAPER = '2611.92301'
const TITLE = 'Small Steps'

let environment: Environment
beforeAll(async () => {
  // On Discord the bot is added to a server that it wasn't in.
  const channels = [...WORLD.channels, { id: FOREIGN_CHANNEL, type: 0 }]
  environment = await startEnvironment({ discord: { channels } })
  for (const day of [MONDAY, FRIDAY]) environment.papers.setDay(day, dozenPapers(day))
  await environment.startBot(`${MONDAY}T08:00:00Z`)
})
afterAll(() => environment.close())

interface Block {
  type: string
  elements?: unknown[]
}

/** The lines of a message above its list of papers and its controls. */
function linesOf({ message, text }: Seen): number {
  if (message.components.length > 0) return text.split(/^### /m)[0]?.trim().split('\n').length ?? 0
  const blocks = message.blocks as Block[]
  const end = blocks.findIndex(({ type }) => type === 'header' || type === 'actions')
  return blocks
    .slice(0, end < 0 ? blocks.length : end)
    .reduce((lines, { type, elements = [] }) => lines + (type === 'rich_text' ? elements.length : 1), 0)
}

/** What the whole channel sees after a change: at most two lines, and controls. */
function confirmation(seen: Seen): Seen {
  expect(seen.visibility).toBe('public')
  expect(linesOf(seen), seen.text).toBeGreaterThan(0)
  expect(linesOf(seen), seen.text).toBeLessThanOrEqual(2)
  expect(seen.all).toContain('Undo')
  return seen
}

function reading(seen: Seen): Seen {
  expect(seen.visibility).toBe('ephemeral')
  return seen
}

it.each(['slack', 'discord'] as const)(
  'a person on %s adds the bot, subscribes, narrows, moves, previews, browses, exports and undoes',
  async platform => {
    const ada = personOn(environment, platform)

    const greeting = await ada.addsBot()
    expect(greeting.text).toContain('Paper Round posts the day’s trending papers to your channels')
    expect(linesOf(greeting)).toBe(2)

    const general = confirmation(await ada.clicks(greeting, 'Subscribe'))
    expect(general.text).toContain('subscribed this channel to the general digest. Next digest: ')
    const [agents = ''] = /agents · \d+ papers a week/.exec(general.all) ?? []
    const topic = confirmation(await ada.clicks(general, agents))
    expect(topic.text).toContain('subscribed this channel to agents')
    expect(confirmation(await ada.types('unsubscribe *')).text).toContain('Still subscribed to agents')

    const narrowed = confirmation(await (await ada.opensSettings()).send({ options: ['code', 'late'] }))
    expect(narrowed.text).toMatch(/^[Aa]da changed the settings: only papers with code\.$/)
    const moved = confirmation(await ada.types('schedule 9:30 weekdays Europe/Paris'))
    expect(moved.text).toContain('rescheduled the digest: on weekdays at 09:30 (Europe/Paris)')

    expect(reading(await ada.types('preview')).text).toContain(TITLE)
    expect(reading(await ada.types(`why ${PAPER}`)).text).toContain('It will be in the next digest: ')

    expect(reading(await ada.types('today friday')).text).toContain('Papers · Friday 20 November')
    const yesterday = reading(await ada.types('today yesterday'))
    expect(yesterday.text).toContain('No papers were listed on Sunday 22 November.')
    const friday = await ada.clicks(yesterday, 'Previous day')
    expect(friday.text).toContain('Papers · Friday 20 November')
    expect(reading(await ada.clicks(friday, 'Export')).text).toMatch(/^12 papers.* as BibTeX\./)

    const undone = confirmation(await ada.clicks(moved, 'Undo'))
    expect(undone.text).toMatch(/^[Aa]da undid their change: time 09:00; every day; time zone UTC\./)
    expect(reading(await ada.types('subscriptions')).text).toContain('Only papers with code.')
  },
)
