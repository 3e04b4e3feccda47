/** Bytes as base64 text. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

const alphabet = /^[A-Za-z0-9+/]$/

/**
 * The bytes that a base64 text stands for, as leniently as Python reads it: characters outside the alphabet
 * are passed over. Undefined when the padding is wrong.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  let kept = ''
  let padding = 0
  for (const char of text) {
    if (char === '=') {
      padding++
      if (kept.length % 4 >= 2 && (kept.length % 4) + padding >= 4) {
        return bytesOf(kept)
      }
    } else if (alphabet.test(char)) {
      kept += char
      padding = 0
    }
  }
  return kept.length % 4 === 0 ? bytesOf(kept) : undefined
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
