/** About as much as a message takes with its headers and signature. */
export function sizeOf(message: object): number {
  let bytes = 700
  const text = JSON.stringify(message, (_, value) => {
    if (!(value instanceof Uint8Array)) return value
    bytes += value.length
    return undefined
  })
  return bytes + text.length
}
