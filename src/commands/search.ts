import { composeList } from '../digest/list.ts'
import { dayAt } from '../digest/schedule.ts'
import { MAX_TOPIC_LENGTH } from '../papers/topic.ts'
import { bold, type Command, type CommandDeps, code, tellAsker } from './command.ts'
import { type Form, filledIn } from './form.ts'
import type { Reply } from './reply.ts'

const FORM: Form = {
  title: 'Search papers',
  submit: 'Search',
  command: 'search',
  fields: [
    {
      name: 'query',
      label: 'Words to look for',
      hint: 'All of them must occur: in the title, the abstract, the keywords, the authors or the organisation.',
      ...{ kind: 'text', value: '', optional: false, maxLength: MAX_TOPIC_LENGTH, lines: 'one' },
    },
  ],
}

const ask = (): Reply => ({
  ...tellAsker(['What should be looked for? Such as: ', code('/papers search diffusion video')]),
  form: FORM,
})

export const createSearchCommand =
  ({ search, clock, pageSize }: CommandDeps): Command =>
  async ({ args, form, page, mayChange }) => {
    const query = (filledIn(form, 'query') ?? args).trim()
    if (query === '') return form ? problem('Type at least one word.') : ask()
    const result = await search.search(query)
    if (!result.ok) return form ? problem(result.problem) : tellAsker(result.problem)
    if (result.found.length === 0) {
      return tellAsker([
        'No paper kept here has all of these words: ',
        bold(query),
        '. Fewer or shorter words find more.',
      ])
    }
    const digest = composeList({
      title: `Search: ${query}`,
      papers: result.found.map(({ found, because }) => ({
        found,
        because: because ? [because] : [],
      })),
      day: dayAt(clock.now(), 'UTC'),
      command: `search ${query}`,
      ...{ page, pageSize },
    })
    const follow = [{ label: 'Follow this here', command: `subscribe ${query}` }]
    return { audience: 'asker', lines: [], digest, actions: mayChange ? follow : [] }
  }

const problem = (text: string): Reply => ({ ...tellAsker(text), problems: { query: text } })
