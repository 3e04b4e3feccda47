// What is in /dev. Some of it never ends: whoever reads that gets as much as anybody needs at once; `head -c` gets what it asks for.

export type Endless = 'random' | 'zero'

const devices = new Map<string, Endless>([
  ['/dev/random', 'random'],
  ['/dev/urandom', 'random'],
  ['/dev/zero', 'zero'],
])

export const endlessDevice = (path: string): Endless | undefined => devices.get(path)

/** Its major and minor number, as Linux numbers devices; undefined where it is none. */
export const deviceNumbers = (path: string): readonly [major: number, minor: number] | undefined =>
  numbers.get(path)

const numbers = new Map<string, readonly [number, number]>([
  ['/dev/null', [1, 3]],
  ['/dev/zero', [1, 5]],
  ['/dev/full', [1, 7]],
  ['/dev/random', [1, 8]],
  ['/dev/urandom', [1, 9]],
  ['/dev/tty', [5, 0]],
])

/** How much is read of it where nobody says. */
export const usualPiece = 128 * 1024

/** `roll` gives numbers from 0 up to but not including 1. */
export function bytesOfDevice(device: Endless, count: number, roll: () => number): Uint8Array {
  const bytes = new Uint8Array(count)
  if (device === 'zero') return bytes
  // A few rolls of the world's dice, stretched: xorshift128 (Marsaglia 2003).
  let [x, y, z, w] = Array.from({ length: 4 }, () => Math.floor(roll() * 0x1_0000_0000) | 1) as [
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < count; i++) {
    const t = x ^ (x << 11)
    ;[x, y, z] = [y, z, w]
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
    bytes[i] = (w >>> 8) & 0xff
  }
  return bytes
}
