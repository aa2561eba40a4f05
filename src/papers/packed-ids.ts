/**
 * arXiv ids in five letters and digits each, so that fifteen of them fit into a button of Discord, which has 100 characters. Only ids
 * since 2007 can be packed: `2611.00001` is its month, counted from the year 2000, and its number there.
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LENGTH = 5
const PER_MONTH = 100_000
const MARK = '~'
const ID = /^(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})$/

/** Since January 2015 numbers have five digits. */
const digitsIn = (month: number): number => (month >= 15 * 12 ? 5 : 4)

function pack(id: string): string | undefined {
  const [, year, month, number = ''] = ID.exec(id) ?? []
  const months = Number(year) * 12 + Number(month) - 1
  if (number.length !== digitsIn(months)) return undefined
  let rest = months * PER_MONTH + Number(number)
  let packed = ''
  for (let index = 0; index < LENGTH; index++) {
    packed = `${DIGITS.charAt(rest % DIGITS.length)}${packed}`
    rest = Math.floor(rest / DIGITS.length)
  }
  return packed
}

function unpack(packed: string): string {
  const value = [...packed].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0)
  const months = Math.floor(value / PER_MONTH)
  const yearAndMonth = [Math.floor(months / 12), (months % 12) + 1].map(part => String(part).padStart(2, '0'))
  return `${yearAndMonth.join('')}.${String(value % PER_MONTH).padStart(digitsIn(months), '0')}`
}

/** The ids as one word; if one of them can't be packed, all as they are, separated by spaces. */
export function packIds(ids: readonly string[]): string {
  const packed = ids.map(pack)
  return packed.some(each => each === undefined) ? ids.join(' ') : `${MARK}${packed.join('')}`
}

/** The ids that `packIds` packed; undefined for another word. */
export function unpackIds(word: string): string[] | undefined {
  const packed = /^~((?:[0-9A-Za-z]{5})+)$/.exec(word)?.[1]
  return packed?.match(/.{5}/g)?.map(unpack)
}
