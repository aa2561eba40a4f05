import { expect, it } from 'vitest'
import { createRequests } from '../../../src/app/requests.ts'
import { currentReference } from '../../../src/lib/request-context.ts'
import { unmeasured } from '../../../src/ports/metrics.ts'
import { createRecord } from '../../fakes/record.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import type { CreateChatHarness } from './harness.ts'
import { list, searchForm, textReply } from './samples.ts'

/** Follows requests, and gives what happens to each, in order. */
function createFollowed() {
  const steps = createRecord<{ step: string }>()
  let references = 0
  const requests = createRequests({
    metrics: {
      ...unmeasured,
      acknowledged: () => steps.add({ step: `${currentReference()} acknowledged` }),
      answered: () => steps.add({ step: `${currentReference()} answered` }),
    },
    log: silentLog,
    newReference: () => `ref-${++references}`,
    now: () => 0,
  })
  const next = async (): Promise<string> => (await steps.next()).step
  return { requests, next }
}

/** Each request is followed from its arrival to its acknowledgement and its answer. */
export function followingContract(createHarness: CreateChatHarness): void {
  it.each([false, true])('is from a command to its answer (slow: %s)', async slow => {
    const { requests, next } = createFollowed()
    const seen: (string | undefined)[] = []
    const { type } = await createHarness({
      requests,
      slow,
      async reply() {
        await new Promise(resolve => setImmediate(resolve))
        seen.push(currentReference())
        return textReply('Done.')
      },
    })
    await (await type('status')).seen()
    expect([await next(), await next()]).toEqual(['ref-1 acknowledged', 'ref-1 answered'])
    await (await type('status')).seen()
    expect([await next(), await next()]).toEqual(['ref-2 acknowledged', 'ref-2 answered'])
    expect(seen).toEqual(['ref-1', 'ref-2'])
  })

  it.each([false, true])('is from a click that turns a page (slow: %s)', async slow => {
    const { requests, next } = createFollowed()
    const work = Promise.withResolvers<void>()
    const { type } = await createHarness({
      requests,
      slow,
      async reply({ text }) {
        if (slow && text !== 'today') await work.promise
        return list
      },
    })
    const shown = await (await type('today')).seen()
    expect([await next(), await next()]).toEqual(['ref-1 acknowledged', 'ref-1 answered'])
    const click = await shown.click('Next')
    if (slow) await click.acknowledged()
    work.resolve()
    await click.seen()
    expect([await next(), await next()]).toEqual(['ref-2 acknowledged', 'ref-2 answered'])
  })

  it('is for a form that opens, and for its submission', async () => {
    const { requests, next } = createFollowed()
    const { type } = await createHarness({
      requests,
      reply: ({ form }) => (form ? textReply('Found.') : { ...textReply('What?'), form: searchForm }),
    })
    const form = await (await type('search')).form()
    expect([await next(), await next()]).toEqual(['ref-1 acknowledged', 'ref-1 answered'])
    await (await form.send({ query: 'agents' })).seen()
    expect([await next(), await next()]).toEqual(['ref-2 acknowledged', 'ref-2 answered'])
  })
}
