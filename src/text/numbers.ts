const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A count in few characters: `163`, `1.2k`, `3.4m`. */
export const countText = (count: number): string =>
  count < 1000 ? String(count) : COMPACT.format(count).toLowerCase()

/** A count with its noun: `1 author`, `12 authors`. */
export const plural = (count: number, noun: string): string =>
  `${countText(count)} ${noun}${count === 1 ? '' : 's'}`
