// Bytes as the library hands them over: a string with a letter for each.

export const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff)

export function binary(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

const encoder = new TextEncoder()

/** Bytes of such a string, into which somebody has put letters that no byte is, such as quotation marks. */
export const bytesOfMixed = (text: string): Uint8Array =>
  bytesOf(text.replace(/[^\0-\xff]+/g, (letters) => binary(encoder.encode(letters))))
