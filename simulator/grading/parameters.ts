import { z } from 'zod'
import { parsePrefix } from '../kernel/address.ts'

// Parameters that several checks have.

/** Something that may be written alone or as a list. */
export const oneOrMore = <S extends z.ZodType>(one: S) =>
  z
    .union([one, z.array(one).min(1).max(50)])
    .transform((value): z.output<S>[] => (Array.isArray(value) ? value : [value]))

export const machineName = z.string().min(1).max(128)

export const fromMachines = oneOrMore(machineName).describe(
  'The machine that tries it, by its Name tag, its id or its name on premises; `workstation`; `internet`. Several as a list: each of them.',
)

export const cidr = z
  .string()
  .max(64)
  .refine((text) => text.includes('$') || parsePrefix(text) !== undefined, {
    error: 'expected a CIDR, such as 10.0.0.0/16',
  })

/** `a, b and c` */
export function listed(words: readonly string[], joint = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}
