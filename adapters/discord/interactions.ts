import type { Interaction } from 'discord.js'
import { EXPIRED_CONTROL } from '../../src/commands/general/unknown.ts'
import type { TaskTracker } from '../../src/lib/task-tracker.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { command, ephemeralReply } from '../../src/messages/reply.ts'
import type { RunCommand, Suggest } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Requests } from '../../src/ports/requests.ts'
import type { Clock } from '../../src/time/clock.ts'
import { createOnlyFirst } from '../shared/only-first.ts'
import { bodyOf, createAnswer, flagsOf, type Render } from './answer.ts'
import { autocomplete } from './autocomplete.ts'
import { createCustomIdStore } from './custom-id-store.ts'
import { EXPIRED_INTERACTION_ERRORS } from './error-codes.ts'
import { codeOf, reasonOf } from './errors.ts'
import { createFormHandler } from './form-handler.ts'
import { type ParsedInteraction, parseInteraction } from './parse-interaction.ts'
import type { Places } from './places.ts'

/** How many interaction ids are remembered. Discord may repeat one within minutes, after a resume. */
const MAX_REMEMBERED = 1_000

const FAILED_MIDWAY: Reply = ephemeralReply([
  'Discord failed while this was being answered. It may have been done: see ',
  command('status'),
  ', and try again if it was not.',
])

const FAILED_AT_ONCE: Reply = ephemeralReply(
  'Paper Round couldn’t read that, so nothing was done. Try again in a minute.',
)

/**
 * Runs each command, click and form once, and answers it.
 * @param options.isOpen false once the bot is stopping and takes no new ones
 */
export function createInteractionHandler(options: {
  run: RunCommand
  suggest: Suggest
  render: Render
  keyValues: KeyValueStore
  isFirst: (id: string) => Promise<boolean>
  clock: Clock
  log: Log
  requests: Requests
  deferAfterMs: number
  taskTracker: TaskTracker
  places: Places
  /** Asked instead of `isFirst` where it also has to hold after a restart. */
  isNew?: ((interactionId: string) => Promise<boolean>) | undefined
  isOpen: () => boolean
}): (interaction: Interaction) => Promise<void> {
  const { suggest, render, log, requests, taskTracker, places, isOpen } = options
  const customIdStore = createCustomIdStore(options)

  const run: RunCommand = async request => {
    const text = await customIdStore.resolve(request.text)
    return text === undefined
      ? EXPIRED_CONTROL
      : customIdStore.shorten(await options.run({ ...request, text }))
  }
  const answer = createAnswer(options)
  const forms = createFormHandler({ run, answer })
  const isFirst = createOnlyFirst(MAX_REMEMBERED, options.isNew ?? (id => options.isFirst(`discord ${id}`)))

  function dispatch(parsed: ParsedInteraction): Promise<void> {
    switch (parsed.responseMode) {
      case 'submitted form':
        return forms.submit(parsed)
      case 'edit form':
        return forms.edit(parsed)
      case 'in place':
        return answer.replyInPlace(parsed, run(parsed.request))
      case 'new message':
        return answer.replyInNewMessage(parsed, run(parsed.request))
    }
  }

  /** When answering fails, tries once to tell the person so. */
  async function dispatchOrReport(parsed: ParsedInteraction): Promise<void> {
    const { interaction } = parsed
    try {
      await dispatch(parsed)
      requests.answered()
    } catch (error) {
      if (!EXPIRED_INTERACTION_ERRORS.includes(codeOf(error) ?? 0)) {
        const sorry = { ...bodyOf(render(FAILED_MIDWAY)), flags: flagsOf(FAILED_MIDWAY) }
        const isAnswered = interaction.replied || interaction.deferred
        await (isAnswered ? interaction.followUp(sorry) : interaction.reply(sorry)).catch(() => undefined)
      }
      throw error
    }
  }

  async function parseOrReport(interaction: Interaction): Promise<ParsedInteraction | undefined> {
    try {
      return await parseInteraction(interaction, places)
    } catch (error) {
      const sorry = { ...bodyOf(render(FAILED_AT_ONCE)), flags: flagsOf(FAILED_AT_ONCE) }
      if (interaction.isRepliable()) await interaction.reply(sorry).catch(() => undefined)
      throw error
    }
  }

  async function receive(interaction: Interaction): Promise<void> {
    try {
      if (!isOpen()) return
      if (interaction.isAutocomplete()) return await autocomplete(interaction, suggest, places)
      const parsed = await parseOrReport(interaction)
      if (!parsed || !(await isFirst(interaction.id))) return
      await taskTracker.run(() => dispatchOrReport(parsed))
    } catch (error) {
      const level = EXPIRED_INTERACTION_ERRORS.includes(codeOf(error) ?? 0) ? 'debug' : 'warn'
      const fields = { channel: interaction.channelId, reason: reasonOf(error) }
      log[level](fields, 'could not answer a command on Discord')
    }
  }

  return interaction => requests.handle('discord', () => receive(interaction))
}
