import { describe, expect, it } from 'vitest'
import { renderReply as renderForDiscord } from '../../../adapters/discord/render-reply.ts'
import { renderReply as renderForSlack } from '../../../adapters/slack/render-reply.ts'
import { detailsOf } from '../../../src/commands/papers/show.ts'
import type { FoundPaper } from '../../../src/papers/paper.ts'
import { textIn } from '../../fakes/discord/contents.ts'
import { loadValidators, validatorsAreThere } from '../../fakes/validators.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { findingsIn, skippedNote } from '../slack/blocks.ts'

const rules = (await loadValidators())?.discord

/** As long as they come: `length` characters of abstract, 664 authors, twenty keywords, and everything linked. */
const longPaper = (length: number): FoundPaper => ({
  ...candidate('2611.00001', {
    paper: {
      title: 'Agents Learn '.repeat(20).slice(0, 175),
      abstract: 'We study agents. '.repeat(300).slice(0, length),
      authors: Array.from({ length: 664 }, (_, index) => `Author Lastname-${index}`),
      organization: 'Example Lab for the Study of Agents',
      categories: ['cs.AI', 'cs.LG'],
      keywords: Array.from({ length: 20 }, (_, index) => `keyword number ${index}`),
      codeUrl: 'https://github.com/example-laboratory/agents-learn-to-ask',
      projectUrl: 'https://agents.example.org/learn-to-ask/',
      withdrawn: true,
    },
  }),
  linked: {
    models: { count: 12, url: 'https://huggingface.co/models?other=arxiv:2611.00001' },
    datasets: { count: 3, url: 'https://huggingface.co/datasets?other=arxiv:2611.00001' },
    spaces: { count: 4_297, url: 'https://huggingface.co/papers/2611.00001' },
  },
})

const detailsOfLong = (length: number) => detailsOf(longPaper(length), { isStored: true, mayChange: true })

describe('long details of a paper', () => {
  it.each([1_923, 3_488])(
    'show all links below an abstract of %d characters on Slack and Discord',
    length => {
      const reply = detailsOfLong(length)
      const links = reply.lines.flat().flatMap(({ url }) => url ?? [])
      expect(new Set(links).size).toBe(7)
      const onDiscord = textIn(renderForDiscord(reply).components)
      const onSlack = JSON.stringify(renderForSlack(reply).blocks)
      for (const url of links) {
        expect(onDiscord).toContain(`(<${url}>)`)
        expect(onSlack).toContain(`"${url}"`)
      }
    },
  )

  it.skipIf(!validatorsAreThere)(`follow the rules of both platforms${skippedNote}`, async () => {
    const reply = detailsOfLong(3_488)
    expect(await findingsIn(renderForSlack(reply))).toEqual([])
    const request = {
      method: 'POST',
      path: '/channels/290926798626357002/messages',
      headers: {
        authorization: 'Bot x',
        'content-type': 'application/json',
        'user-agent': 'DiscordBot (a, 1)',
      },
      body: renderForDiscord(reply),
    }
    expect(rules?.request(request)).toEqual([])
  })
})
