import type { S3api } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'

/** The canonical user id of an account: 64 hexadecimal digits, always the same for one account. */
export function canonicalUser(account: string): string {
  const words = [...scramble(`canonical/${account}`), ...scramble(`user/${account}`), ...scramble(account)]
  return words
    .slice(0, 8)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
}

export const ownerOf = (account: string): S3api.Owner => ({ ID: canonicalUser(account) })
