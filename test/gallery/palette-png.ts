import { crc32, deflateSync } from 'node:zlib'

/** An indexed PNG has so many colours at most. */
const MAX_COLOURS = 256
/** Colours that differ by less than this in a channel are one: nobody sees the steps in the edges of letters. */
const STEP = 4

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

const rounded = (value: number): number => Math.min(255, Math.round(value / STEP) * STEP)
const channelsOf = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
]

function distance(a: number, b: number): number {
  const [from, to] = [channelsOf(a), channelsOf(b)]
  return from.reduce((sum, value, index) => sum + (value - (to[index] ?? 0)) ** 2, 0)
}

/**
 * Encodes a picture with at most 256 colours, a third as large as Chromium's own.
 * @param rgba four bytes a pixel; it is taken for opaque
 */
export function palettePng(rgba: Uint8Array, { width, height }: { width: number; height: number }): Buffer {
  const colours = new Uint32Array(width * height)
  const counts = new Map<number, number>()
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(pixel * 4, pixel * 4 + 3)
    const colour = (rounded(red) << 16) | (rounded(green) << 8) | rounded(blue)
    colours[pixel] = colour
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette = frequent.slice(0, MAX_COLOURS)
  const indexes = new Map(palette.map((colour, index) => [colour, index]))
  for (const colour of frequent.slice(MAX_COLOURS)) {
    const nearest = palette.reduce((best, other) =>
      distance(colour, other) < distance(colour, best) ? other : best,
    )
    indexes.set(colour, indexes.get(nearest) ?? 0)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  // Eight bits a pixel, indexes into a palette.
  header.set([8, 3, 0, 0, 0], 8)
  // Each row begins with its filter: none.
  const rows = Buffer.alloc((width + 1) * height)
  colours.forEach((colour, pixel) => {
    const row = Math.floor(pixel / width)
    rows[pixel + row + 1] = indexes.get(colour) ?? 0
  })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
