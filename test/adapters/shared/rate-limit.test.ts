import { describe, expect, it } from 'vitest'
import { askedWait } from '../../../adapters/shared/http/rate-limit.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const DAY_MS = 86_400_000

describe('askedWait', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ ratelimit: '"api";r=12;t=55' }, undefined],
    [{ ratelimit: '"api";r=0;t=55' }, 56_000],
    [{ ratelimit: '"api"; t=55; r=0' }, 56_000],
    [{ ratelimit: '"api";r=0;t=5, "pages";r=0;t=70, "search";r=3;t=300' }, 71_000],
    [{ ratelimit: '"api";r=0' }, undefined],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' }, 9_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'later' }, undefined],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': '7, 9' }, 9_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '2026' }, 2_026_000],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': '7, Mon, 23 Nov 2026 12:00:09 GMT' }, undefined],
    [{ 'retry-after': 'Monday, 23-Nov-26 12:00:09 GMT' }, 9_000],
    [{ 'retry-after': '999999999' }, DAY_MS],
    [{ 'retry-after': '99999999999999' }, DAY_MS],
    [{ 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }, DAY_MS],
    [{ ratelimit: '"api";r=0;t=999999999' }, DAY_MS],
    [{ 'retry-after': 'Mon, 23 Nov 2026 13:00:09 GMT', date: 'Mon, 23 Nov 2026 13:00:00 GMT' }, 9_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:09 GMT', date: 'Mon, 23 Nov 2026 11:00:00 GMT' }, 9_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT', date: 'today' }, 9_000],
    [{ ratelimit: '"api";r=0;t=1', 'retry-after': '9' }, 2_000],
    [{ ratelimit: 'nonsense', 'retry-after': '9' }, 9_000],
  ])('of %o is %s ms', (headers, wait) => {
    expect(askedWait(new Headers(headers), NOW)).toBe(wait)
  })
})
