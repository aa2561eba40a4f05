import { describe, expect, it } from 'vitest'
import { createLog } from '../../../adapters/log/pino.ts'

const NOTHING_LEFT = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
const PIPE_FULL = Object.assign(new Error('try again'), { code: 'EAGAIN' })

/** An output with room for so many bytes, which then fails with this error. */
function createOutput(room: number, error: Error = NOTHING_LEFT) {
  const output = {
    text: '',
    room,
    pauses: 0,
    write(bytes: Uint8Array): number {
      const count = Math.min(output.room, bytes.length)
      if (count === 0) throw error
      output.room -= count
      output.text += Buffer.from(bytes.subarray(0, count)).toString()
      return count
    },
    pause() {
      output.pauses++
    },
  }
  return output
}

describe('the log', () => {
  it('counts the lines that a full disk takes from it, and reports them once there is room', async () => {
    const output = createOutput(Number.POSITIVE_INFINITY)
    const log = await createLog({ level: 'info', format: 'json' }, output)
    log.info({}, 'first')
    output.room = 10
    for (const text of ['cut off', 'lost', 'lost']) log.info({}, text)
    output.room = Number.POSITIVE_INFINITY
    log.info({}, 'last')
    log.info({}, 'very last')
    const [first, cutOff, ...rest] = output.text.trimEnd().split('\n')
    expect(JSON.parse(first ?? '')).toMatchObject({ msg: 'first' })
    expect(cutOff).toHaveLength(10)
    expect(rest.map(line => JSON.parse(line))).toMatchObject([
      { level: 40, lost: 3, reason: 'ENOSPC', msg: 'log lines were lost' },
      { msg: 'last' },
      { msg: 'very last' },
    ])
  })

  it('goes on counting when there is only room for the report', async () => {
    const output = createOutput(0)
    const log = await createLog({ level: 'info', format: 'json' }, output)
    log.info({}, 'lost')
    output.room =
      JSON.stringify({ level: 40, time: Date.now(), lost: 1, reason: 'ENOSPC', msg: 'log lines were lost' })
        .length + 1
    log.info({}, 'lost too')
    output.room = Number.POSITIVE_INFINITY
    log.info({}, 'last')
    const lines = output.text.trimEnd().split('\n')
    expect(lines.map(line => JSON.parse(line))).toMatchObject([{ lost: 1 }, { lost: 1 }, { msg: 'last' }])
  })

  it('reports lost lines to people too', async () => {
    const output = createOutput(0)
    const log = await createLog({ level: 'info', format: 'pretty' }, output)
    log.info({}, 'lost')
    output.room = Number.POSITIVE_INFINITY
    log.info({ channel: 'C1' }, 'last')
    expect(output.text).toMatch(/WARN.*log lines were lost.*"lost":1.*\n.*INFO.*last.*C1.*\n$/)
  })

  it('waits a moment for a slow reader of its pipe, but not for each line once one was lost', async () => {
    const output = createOutput(0, PIPE_FULL)
    const log = await createLog({ level: 'info', format: 'json' }, output)
    log.info({}, 'lost')
    expect(output.pauses).toBe(20)
    log.info({}, 'lost')
    expect(output.pauses).toBe(20)
  })

  it('loses nothing when the reader is only slow', async () => {
    const output = createOutput(10, PIPE_FULL)
    const pause = (): void => {
      output.room = 10
    }
    const log = await createLog({ level: 'info', format: 'json' }, { write: output.write, pause })
    log.info({}, 'a line of more than ten bytes')
    expect(JSON.parse(output.text)).toMatchObject({ msg: 'a line of more than ten bytes' })
  })
})
