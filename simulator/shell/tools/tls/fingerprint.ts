import { sha256 } from '../../../kernel/sha256.ts'

/** Forty digits in groups of four that stand for a certificate: the same for the same names. */
export function fingerprint(names: readonly string[]): string {
  const bytes = sha256(new TextEncoder().encode(names.join(' ')))
  const hex = [...bytes.slice(0, 20)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')
  return hex.match(/.{4}/g)!.join(' ')
}
