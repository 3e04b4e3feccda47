import { sha256 } from '../../kernel/sha256.ts'

/** An id for what AWS has and an export does not name: always the same for the same thing. */
export function madeUpId(
  prefix: string,
  ...about: readonly (string | number | boolean | undefined)[]
): string {
  const digest = sha256(new TextEncoder().encode(about.join('/')))
  const hex = [...digest.subarray(0, 9)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${prefix}-${hex.slice(0, 17)}`
}
