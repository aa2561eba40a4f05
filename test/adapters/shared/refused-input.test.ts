import { expect, it } from 'vitest'
import { createRefuseInput } from '../../../adapters/shared/refused-input.ts'
import { silentLog } from '../../fakes/silent-log.ts'

it('refused input is logged by kind, once a minute at most, with its count', () => {
  const lines: unknown[] = []
  let now = 0
  const log = {
    ...silentLog,
    warn: (fields: object, message: string) => void lines.push({ ...fields, message }),
  }
  const refuse = createRefuseInput('Slack', log, () => now)
  refuse('garbage', { reason: 'why' })
  now = 59_999
  refuse('garbage')
  refuse('noise')
  now = 60_000
  refuse('garbage')
  refuse('garbage')
  expect(lines).toEqual([
    { message: 'refused garbage from Slack', reason: 'why', count: 1 },
    { message: 'refused noise from Slack', count: 1 },
    { message: 'refused garbage from Slack', count: 3 },
  ])
})
