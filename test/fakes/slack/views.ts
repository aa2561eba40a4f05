import { createRecord, type Happened } from '../record.ts'
import type { ShownView } from './payloads.ts'

/** A view as it was shown to someone. */
export interface OpenedView extends ShownView {
  how: 'open' | 'push' | 'update' | 'publish'
  title: string
}

export interface Views {
  shown: Happened<OpenedView>
  /** The `views.…` methods, by their names after the dot. */
  methods: Record<string, (args: Record<string, unknown>) => Record<string, unknown>>
  /** Records a view that came with the acknowledgement of a form. */
  updated(id: string, view: unknown): OpenedView
}

/** Whether a trigger may still open a view. */
export type TriggerCheck = (triggerId: unknown) => boolean

export function createViews(isLive: TriggerCheck): Views {
  const shown = createRecord<OpenedView>()
  let count = 0

  function show(how: OpenedView['how'], id: string, given: unknown): OpenedView {
    const view = { blocks: [], type: 'modal', ...(given as Partial<ShownView>) }
    const { title } = { title: { text: '' }, ...(given as { title?: { text: string } }) }
    const viewed: OpenedView = { ...view, id, how, title: title.text }
    shown.add(viewed)
    return viewed
  }

  const opening = (how: 'open' | 'push') => (args: Record<string, unknown>) => {
    if (!isLive(args.trigger_id)) return { ok: false, error: 'expired_trigger_id' }
    return { ok: true, view: show(how, `V0VIEW${++count}`, args.view) }
  }

  return {
    shown,
    updated: (id, view) => show('update', id, view),
    methods: {
      open: opening('open'),
      push: opening('push'),
      update: args => ({ ok: true, view: show('update', String(args.view_id), args.view) }),
      publish: args => ({ ok: true, view: show('publish', `V0HOME${String(args.user_id)}`, args.view) }),
    },
  }
}
