import { z } from 'zod'

const buttonSchema = z.looseObject({ type: z.literal(2), custom_id: z.string(), label: z.string() })

/** The buttons in a tree of components. */
export function buttonsIn(components: unknown): z.infer<typeof buttonSchema>[] {
  if (typeof components !== 'object' || components === null) return []
  const own = buttonSchema.safeParse(components)
  return own.success ? [own.data] : Object.values(components).flatMap(buttonsIn)
}

/** The contents of all text displays in a tree of components, one after the other. */
export function textIn(components: unknown): string {
  if (typeof components !== 'object' || components === null) return ''
  const own = 'content' in components && typeof components.content === 'string' ? [components.content] : []
  return [...own, ...Object.values(components).map(textIn)].filter(Boolean).join('\n')
}
