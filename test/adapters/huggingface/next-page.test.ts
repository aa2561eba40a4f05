import { expect, it } from 'vitest'
import { nextPage } from '../../../adapters/huggingface/next-page.ts'

const url = new URL('https://mirror.example.org/hf/api/daily_papers?date=2026-11-23')

it.each([
  '<https://huggingface.co/api/daily_papers?p=1>; rel="next"',
  '<?p=1>; rel=next',
  '</api/daily_papers?p=1>;rel="prev next"',
  '<?p=0>; rel="prev", <?p=1>; title="a, b"; rel="next"',
])('finds the next page in %s', link => {
  expect(nextPage(link, url)?.href).toBe('https://mirror.example.org/hf/api/daily_papers?p=1')
})

it.each([
  null,
  '',
  '<?p=0>; rel="prev"',
  '<?p=1>; rel="nextish"',
  '<https://huggingface.co/>; rel="next"',
  '<https://[>; rel="next"',
  'rel="next"',
])('finds none in %s', link => {
  expect(nextPage(link, url)).toBeUndefined()
})
