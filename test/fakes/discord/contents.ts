import { z } from 'zod'

const buttonSchema = z.looseObject({ type: z.literal(2), custom_id: z.string(), label: z.string() })

/** The buttons in a tree of components. */
export function buttonsIn(components: unknown): z.infer<typeof buttonSchema>[] {
  if (typeof components !== 'object' || components === null) return []
  const own = buttonSchema.safeParse(components)
  return own.success ? [own.data] : Object.values(components).flatMap(buttonsIn)
}

const menuSchema = z.looseObject({
  type: z.literal(3),
  custom_id: z.string(),
  options: z.array(z.looseObject({ label: z.string(), value: z.string() })),
})

/** The options of the menus in a tree of components, each with its menu. */
export function optionsIn(components: unknown): { menu: string; label: string; value: string }[] {
  if (typeof components !== 'object' || components === null) return []
  const own = menuSchema.safeParse(components)
  if (!own.success) return Object.values(components).flatMap(optionsIn)
  return own.data.options.map(({ label, value }) => ({ menu: own.data.custom_id, label, value }))
}

/** The contents of all text displays in a tree of components, joined by newlines. */
export function textIn(components: unknown): string {
  if (typeof components !== 'object' || components === null) return ''
  const own = 'content' in components && typeof components.content === 'string' ? [components.content] : []
  return [...own, ...Object.values(components).map(textIn)].filter(Boolean).join('\n')
}
