import { PERSON as DISCORD_PERSON } from '../fakes/discord/world.ts'

/** Enough that none of them runs more commands than one person may. */
const PEOPLE = 50

/** One of the people whose commands a bench sends, on each platform. */
export function personAt(index: number) {
  const number = index % PEOPLE
  const name = `Person ${number}`
  return {
    slack: { id: `U${String(number).padStart(9, '0')}`, name },
    discord: { id: String(BigInt(DISCORD_PERSON.id) + BigInt(number)), username: `person${number}`, name },
  }
}
