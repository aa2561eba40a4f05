import type { Reply } from '../../src/messages/reply.ts'
import { isCounted } from '../../src/papers/paper.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import type { AppHarness, TypeOptions } from '../fixtures/app-harness.ts'
import { gallery, withdrawn } from './papers.ts'

/** A command and what is special about its reply. A text such as `[Undo]` clicks that button of the reply before. */
export type Typed = readonly [text: string, about: string, options?: TypeOptions]
/** Something that happens: time passes, or a service fails. */
type Event = (harness: AppHarness) => unknown

/** Only the last of many replies is drawn. */
const UNDRAWN = 'undrawn'
export const isDrawn = ([, about]: Typed): boolean => about !== UNDRAWN

/** What happens in one channel of a new bot. */
export type Act = readonly (Typed | Event)[]

const idAt = (index: number): string => gallery[index]?.paper.id ?? ''
const [ID, POSTCARDS, VIDEO, MANY] = [idAt(0), idAt(1), idAt(2), idAt(3)]
const DIFFUSION_IN_FRIDAY = idAt(11)

const READING: Act = [
  ['help', ''],
  ['help schedule', ''],
  ['help search', ''],
  ['help pause', ''],
  ['help frobnicate', 'no such command'],
  ['welcome', 'when the bot joins a server'],
  ['serach', 'a slip of the finger'],
  ['frobnicate', 'no such command'],
  ['status agents', 'words that it doesn’t take'],
  [`search ${'long '.repeat(250)}`, 'too long'],
  ['thanks', 'said to the bot', { isMessage: true }],
  ['status', 'without subscriptions'],
  ['subscriptions', 'without subscriptions'],
  ['preview', 'without subscriptions'],
  ['post', 'without subscriptions'],
  [`why ${ID}`, 'without subscriptions'],
  ['pause', 'without subscriptions'],
  ['resume', 'without subscriptions'],
  ['unsubscribe', 'without subscriptions'],
  ['app-home', 'without subscriptions'],
  ['today', ''],
  ['page 2 today', 'the second page'],
  ['today 2026-11-20', 'a past day'],
  ['yesterday', 'a day without a list'],
  ['today friday diffusion', 'a past day with a topic'],
  ['today 2026-11-31', 'no day'],
  ['today 2027-01-01', 'a day to come'],
  ['today quantum', 'nothing found'],
  ['trending week', ''],
  ['trending day diffusion', ''],
  ['trending month quantum', 'nothing found'],
  [`show ${ID}`, ''],
  [`show ${MANY}`, '664 authors'],
  [`show ${withdrawn.paper.id}`, 'withdrawn'],
  ['show', 'without a paper'],
  ['show nonsense', 'no paper'],
  [`show ${ID} ${MANY}`, 'two papers'],
  ['show 2401.99999', 'a paper that nobody knows'],
  [`cite ${ID}`, ''],
  [`similar ${ID}`, ''],
  ['export week', ''],
  ['[As RIS]', 'a button'],
  [`export ${ID} ris`, 'one paper'],
  ['export everything', 'what can’t be exported'],
  [
    'lookup',
    'a message with two links',
    { form: { text: [`https://arxiv.org/abs/${ID} and https://hf.co/papers/${MANY}`] } },
  ],
  ['lookup', 'a message without any', { form: { text: ['good morning'] } }],
]

/** A query with each kind of mistake. */
const WRONG_QUERIES = [
  '(agents',
  'agents)',
  '()',
  '"world models',
  'agents -',
  'agents OR',
  'AND agents',
  'title:',
  'titel:agents',
  'has:',
  'has:slides',
  'cat:poetry',
  'cat:cs.CL cs.LG',
  'upvotes>many',
  '>20',
  'since:soon',
  'id:abc',
  'sort:random',
  'agents|tools',
  'agents?',
  '!!!',
  '(((((((((((((((((((((agents',
  Array.from({ length: 40 }, (_, index) => `w${index}`).join(' '),
  'long '.repeat(120),
]

const SEARCHING: Act = [
  ['search', 'without words: a form'],
  ['search diffusion video', ''],
  ['search zebra', 'nothing found'],
  ['search difusion', 'a slip of the finger'],
  ['search zebra crossings', 'nothing found for several words'],
  ['search agents planning memory porcelain', 'no paper has all words'],
  ['search RL', 'a short form'],
  ['search reinforcement learning', 'a long form'],
  ['search since:2020-01-01 sort:top', 'several pages'],
  ['similar 2611.10008', 'several in common'],
  ...WRONG_QUERIES.map((query): Typed => [`search ${query}`, 'what is wrong with a query']),
  (harness): void => harness.clock.advance(120_000),
  ['search', 'a form with a mistake', { form: { query: ['(agents'] } }],
]

const SUBSCRIBING: Act = [
  ['subscribe zebras', 'a topic that matches nothing'],
  ['subscribe cat:cs.CL', 'a category, while categories aren’t known'],
  ['subscribe training', 'a topic that matches nearly everything'],
  ['subscribe (agents', 'what is wrong with a topic'],
  ['subscribe sort:new', 'what a topic can’t have'],
  ['confirm subscribe zebras', 'confirmed'],
  ['unsubscribe zebras', 'none left'],
  ['[Undo]', 'a button'],
  ['[Undo]', 'undone again'],
  ['undo 1', 'changed since'],
  ['undo 999', 'nothing to undo'],
  ['subscribe', 'the general digest'],
  ['subscribe', 'a second time'],
  ['cancel', 'thought better of it'],
  ['subscribe agents', 'beside the general digest'],
  ['unsubscribe *', ''],
  ['unsubscribe robots', 'not subscribed'],
  ['subscribe agents', 'a second time'],
  ['subscribe diffusion', 'a second topic'],
  ['subscriptions', ''],
  ['schedule 9:30 weekdays Europe/Paris', ''],
  ['schedule', 'without a time'],
  ['schedule noonish', 'no time'],
  ['schedule 9:00 someday', 'no day'],
  ['schedule 9:00 weekdys Paris', 'a slip of the finger'],
  ['schedule 9:00 Atlantis', 'no zone'],
  ['settings', ''],
  [
    'settings',
    'sent',
    { form: { topics: ['agents\nvideo diffusion'], layout: ['standard'], size: ['3'], muted: ['video'] } },
  ],
  ['settings', 'the first of two parts, without a change', { form: { time: ['09:30'], options: ['late'] } }],
  [
    'settings',
    'with mistakes',
    {
      form: {
        topics: ['agents\n(video\nsort:new'],
        time: ['25:00'],
        zone: ['Atlantis'],
        score: ['lots'],
        size: ['99'],
        days: [],
        muted: ['*'],
      },
    },
  ],
  ['settings', 'sent without a change', { form: { size: ['3'] } }],
  ['preview', ''],
  [`why ${ID}`, 'it will come'],
  [`why ${VIDEO}`, 'muted'],
  [`why ${MANY}`, 'of no topic'],
  [`why ${withdrawn.paper.id}`, 'withdrawn'],
  ['why 2401.99999', 'a paper that nobody knows'],
  [`downrank ${POSTCARDS}`, ''],
  [`downrank ${POSTCARDS}`, 'a second time'],
  ['[Undo]', 'a button'],
  ['post', ''],
  ['post', 'a second time'],
  [`why ${ID}`, 'it has come'],
  (harness): void => harness.clock.advance(120_000),
  [`post-paper ${MANY}`, ''],
  [`post-paper ${MANY}`, 'a second time'],
  ['[Post again]', 'a button'],
  [`post-paper ${withdrawn.paper.id}`, 'withdrawn'],
  ['status', 'after a digest'],
  ['subscriptions', 'after a digest'],
  ['pause', ''],
  ['pause', 'a second time'],
  ['status', 'paused'],
  ['preview', 'paused'],
  [`why ${POSTCARDS}`, 'paused'],
  ['resume', ''],
  ['resume', 'a second time'],
  ['settings', 'more filters', { form: { score: ['95'], options: ['code'], muted: [''] } }],
  [`why ${DIFFUSION_IN_FRIDAY}`, 'without code'],
  ['app-home', 'the home page'],
  ['unsubscribe', 'which one?'],
  ['unsubscribe agents', ''],
  ['unsubscribe all', 'the last one'],
]

/** Digests by the clock. Counts grow overnight. */
const DIGESTS: Act = [
  ['subscribe', 'the general digest'],
  ['subscribe agents', 'a topic beside it'],
  (harness): Promise<void> => harness.at('2026-11-23T22:00Z'),
  function grow({ source }): void {
    for (const [day, papers] of source.days) {
      const grown = papers.filter(isCounted).map(({ paper, counts }, index) => ({
        paper,
        counts: { ...counts, upvotes: counts.upvotes + 41 - index * 3 },
      }))
      source.days.set(day, grown)
    }
  },
  (harness): Promise<void> => harness.at('2026-11-24T08:00Z'),
  ['today', 'after a night'],
  (harness): Promise<void> => harness.at('2026-11-24T09:00Z'),
  ['settings', 'another layout', { form: { layout: ['standard'], size: ['1'] } }],
  ['post', 'in the standard layout'],
  ['settings', 'another layout', { form: { layout: ['thread'], size: ['3'] } }],
  ['post', 'in the thread layout'],
  ['post', 'nothing is left'],
  ['export week', 'after digests'],
]

const AS_GUEST: TypeOptions = { role: 'guest' }

const REFUSALS: Act = [
  ['subscribe agents', 'by someone who may not', { mayChange: false }],
  ['subscribe agents', 'by a guest', AS_GUEST],
  ['settings', 'by an admin: a form with one more field', { role: 'admin' }],
  ['settings', 'sent by an admin', { role: 'admin', form: { changers: ['admins'] } }],
  ['subscribe agents', 'by a member where only admins may', { role: 'member' }],
  ['subscribe agents', 'where nobody knows who is admin', { role: 'unknown' }],
  ['subscribe agents', 'in a server without the bot', { answersOnly: 'server' }],
  ['subscribe agents', 'in a conversation without the bot', { answersOnly: 'conversation' }],
]

/** More than anyone may. */
const times = (count: number, typed: (index: number) => Typed): Typed[] =>
  Array.from({ length: count }, (_, index) => typed(index))

const LONG_TOPICS = Array.from({ length: 35 }, (_, index) => `"${'very '.repeat(17)}long ${index}"`)

const LIMITS: Act = [
  ['settings', UNDRAWN, { form: { topics: [LONG_TOPICS.join('\n')] } }],
  ['settings', 'more topics than fit into the form'],
  ['unsubscribe all', UNDRAWN],
  ...times(30, () => ['search agents', UNDRAWN]),
  ['search agents', 'too many searches'],
  ['search', 'too many searches, in the form', { form: { query: ['agents'] } }],
  ['subscribe agents', UNDRAWN],
  ...times(3, () => ['post', UNDRAWN]),
  ['post', 'too many posts'],
  ...times(60, index => [index % 2 ? 'resume' : 'pause', UNDRAWN]),
  ['pause', 'too many changes'],
  ...times(20, index => [`show 2401.${String(index + 10_000)}`, UNDRAWN]),
  ['show 2401.99999', 'too many look-ups'],
]

const FAULTS: Act = [
  ['subscribe agents', 'before anything fails'],
  function failToLook({ lookUps }): void {
    lookUps.failure = 'Hugging Face didn’t answer in time'
  },
  ['show 2401.99999', 'when the look-up fails'],
  function failToCollect(harness): Promise<void> {
    harness.source.failure = 'Hugging Face can’t be reached'
    return harness.at('2026-11-24T09:00Z')
  },
  ['status', 'when the source fails'],
  ['today quantum', 'when the source fails'],
  (harness): Promise<void> => harness.at('2026-11-24T09:40Z'),
  function fillDisk({ store }): void {
    store.channels.save = async () => {
      throw new StoreError('database or disk is full', { trouble: 'full' })
    }
  },
  ['pause', 'when the disk is full'],
  (harness): Promise<void> => harness.store.close(),
  ['today', 'when something is broken'],
]

/** With arXiv as a second source. */
export const ARXIV: Act = [
  ['status', 'with a second source'],
  ['search porcelain', 'nobody could vote on it'],
  ['search agents source:arxiv', 'only the second source'],
  ['today source:arxiv', 'only the second source'],
  ['show 2611.20002', 'of the second source'],
  ['subscribe porcelain', 'only papers that nobody could vote on'],
  ['confirm subscribe porcelain', UNDRAWN],
  ['why 2611.20002', 'nobody could vote on it'],
  ['subscribe agents source:arxiv', 'with papers that nobody could vote on'],
  ['settings', 'with one more option'],
  ['settings', 'sent', { form: { options: ['unvoted', 'late'] } }],
  ['why 2611.20002', 'it may come'],
  ['post', 'with papers that nobody could vote on'],
  ['status', 'after a digest'],
]

/** Everything that the bot can say, in a plausible order. */
export const ACTS: readonly Act[] = [
  READING,
  SEARCHING,
  SUBSCRIBING,
  DIGESTS,
  ARXIV,
  REFUSALS,
  LIMITS,
  FAULTS,
]

/** The command of a reply's button. */
export function commandOf(label: string, reply: Reply | undefined): string {
  const buttons = [...(reply?.actions ?? []), ...(reply?.digest?.actions ?? [])]
  const button = buttons.find(action => action.label === label)
  if (!button) throw new Error(`no button ${label} in the reply before`)
  return button.command
}
