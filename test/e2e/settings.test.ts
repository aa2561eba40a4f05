import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Environment, startEnvironment } from './environment.ts'
import { type Person, personOn } from './person.ts'

/** The settings form of a running bot, on both platforms. Closing checks every request by the platforms' rules. */
describe.each(['slack', 'discord'] as const)('the settings on %s', platform => {
  let environment: Environment
  let ada: Person
  beforeAll(async () => {
    environment = await startEnvironment()
    await environment.startBot('2026-11-23T08:00:00Z')
    ada = personOn(environment, platform)
  })
  afterAll(() => environment.close())

  const topics = async (): Promise<string> => (await ada.types('subscriptions')).text

  it('subscribe, narrow and move the digest at once, and Undo takes that back', async () => {
    const form = await ada.opensSettings()
    const saved = await form.send({ topics: 'agents\nvideo diffusion', time: '17:30', options: ['code'] })
    expect(saved.visibility).toBe('public')
    expect(saved.text).toMatch(
      /^[Aa]da changed the settings: subscribed to agents, video diffusion; time 17:30; only papers with code/,
    )
    expect(await topics()).toContain('video diffusion')
    const undone = await ada.clicks(saved, 'Undo')
    expect(undone.visibility).toBe('public')
    expect(await topics()).toContain('no subscriptions yet')
  })

  it('say which line of the topics can’t be read, and change nothing', async () => {
    const form = await ada.opensSettings()
    expect(await form.sendWrong({ topics: 'agents\n(video' })).toMatch(/Line 2, “\\?\(video”/)
    expect(await topics()).toContain('no subscriptions yet')
  })

  it('leave alone what somebody else changed while the form was open', async () => {
    const first = await ada.opensSettings()
    const second = await ada.opensSettings()
    await second.send({ topics: 'drones' })
    await first.send({ topics: 'agents' })
    expect(await topics()).toMatch(/drones[\s\S]*agents/)
  })
})
