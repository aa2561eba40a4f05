import type { Interaction } from 'discord.js'
import { createDeduplicator } from '../../src/lib/deduplicator.ts'
import type { TaskTracker } from '../../src/lib/task-tracker.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { code, ephemeralReply } from '../../src/messages/reply.ts'
import type { RunCommand, Suggest } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Clock } from '../../src/time/clock.ts'
import { bodyOf, createAnswer, flagsOf } from './answer.ts'
import { autocomplete } from './autocomplete.ts'
import { createCustomIdStore } from './custom-id-store.ts'
import { DROPPED_INTERACTION } from './error-codes.ts'
import { codeOf, reasonOf } from './errors.ts'
import { createPanels } from './panels.ts'
import { renderReply } from './render-reply.ts'
import { type Parsed, parseInteraction } from './requests.ts'

/** Ids of interactions that are remembered; Discord repeats one within minutes, after a resume. */
const REMEMBERED = 1_000

const HALF_WAY: Reply = ephemeralReply([
  'Discord failed while this was being answered. What you asked for may have been done: see ',
  code('/papers status'),
  ', and try again if it was not.',
])

const FORGOTTEN: Reply = ephemeralReply([
  'This button is too old: what it was for has been forgotten. What there is: ',
  code('/papers help'),
])

/**
 * Sees to commands, clicks and forms: runs each once, and answers it.
 * @param options.isOpen whether new ones are taken
 */
export function createInteractionHandler(options: {
  run: RunCommand
  suggest: Suggest
  keyValues: KeyValueStore
  clock: Clock
  log: Log
  deferAfterMs: number
  underWay: TaskTracker
  isOpen: () => boolean
}): (interaction: Interaction) => Promise<void> {
  const { suggest, log, underWay, isOpen } = options
  const customIdStore = createCustomIdStore(options)

  const run: RunCommand = async request => {
    const text = await customIdStore.expanded(request.text)
    return text === undefined ? FORGOTTEN : customIdStore.shortened(await options.run({ ...request, text }))
  }
  const answer = createAnswer(options)
  const panels = createPanels({ run })
  const isFirst = createDeduplicator(REMEMBERED)

  function see(parsed: Parsed): Promise<void> {
    switch (parsed.responseMode) {
      case 'edit':
        return panels.edit(parsed)
      case 'panel':
        return panels.take(parsed)
      case 'in place':
        return answer.inPlace(parsed, run(parsed.request))
      case 'beside':
        return answer.beside(parsed, run(parsed.request))
    }
  }

  /** Where Discord fails half-way the asker is told once, as far as that can still be done. */
  async function seeOrSay(parsed: Parsed): Promise<void> {
    const { asking } = parsed
    try {
      await see(parsed)
    } catch (error) {
      if (!DROPPED_INTERACTION.includes(codeOf(error) ?? 0)) {
        const sorry = { ...bodyOf(renderReply(HALF_WAY)), flags: flagsOf(HALF_WAY) }
        const isAnswered = asking.replied || asking.deferred
        await (isAnswered ? asking.followUp(sorry) : asking.reply(sorry)).catch(() => undefined)
      }
      throw error
    }
  }

  return async interaction => {
    try {
      if (!isOpen()) return
      if (interaction.isAutocomplete()) return await autocomplete(interaction, suggest)
      const parsed = parseInteraction(interaction)
      if (!parsed || !isFirst(interaction.id)) return
      await underWay.run(() => seeOrSay(parsed))
    } catch (error) {
      const level = DROPPED_INTERACTION.includes(codeOf(error) ?? 0) ? 'debug' : 'warn'
      const fields = { channel: interaction.channelId, reason: reasonOf(error) }
      log[level](fields, 'could not answer a command on Discord')
    }
  }
}
