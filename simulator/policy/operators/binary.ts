import type { Operator } from './operator.ts'

/** Both sides are Base64; the bytes are compared, not the spelling. */
export const binaryEquals: Operator = {
  name: 'BinaryEquals',
  negated: false,
  read(value) {
    const wanted = bytesOf(value)
    if (wanted === undefined) return undefined
    return (found) => bytesOf(found) === wanted
  },
}

function bytesOf(base64: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined
  const digits = base64.replace(/=+$/, '')
  return digits.length % 4 === 1 ? undefined : atob(digits)
}
