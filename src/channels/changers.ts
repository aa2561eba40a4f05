/** Who may change what the channels of a workspace receive: members, who are not guests, or admins only. */
export const CHANGERS = ['members', 'admins'] as const
export type Changers = (typeof CHANGERS)[number]
