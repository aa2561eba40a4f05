/** What an attacker does while an innocent user's commands are measured, in a process of its own. */

export const ATTACKS = {
  'searches with 32 short beginnings': 'searches that are refused',
  'searches through all papers': 'searches that are cut off',
  'papers that nobody knows': 'look-ups',
  'posts into one channel': 'posts',
  '450 connections asking for pages': 'pages',
  '480 unsigned bodies of 3.9 MB': 'bodies that are refused',
  '480 bodies of 0.9 MB with forged signatures': 'bodies that are read',
  '600 idle connections': 'idle connections',
} as const

export type AttackKind = (typeof ATTACKS)[keyof typeof ATTACKS]
