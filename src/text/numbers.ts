const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A count in few characters: `163`, `1.2k`, `3.4m`. */
export const countText = (count: number): string =>
  count < 1000 ? String(count) : COMPACT.format(count).toLowerCase()

/** A count with its noun: `1 author`, `12 authors`. */
export const plural = (count: number, noun: string): string =>
  `${countText(count)} ${noun}${count === 1 ? '' : 's'}`

const WHOLE = new Intl.NumberFormat('en')
/** A number with all of its digits: `12,345`. */
export const wholeText = (count: number): string => WHOLE.format(count)

const MEGABYTE = 1_000_000
/** A size in kB or MB, of 1,000 each: `48.2 MB`, `12 kB`. */
export const bytesText = (bytes: number): string =>
  bytes < MEGABYTE ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`
