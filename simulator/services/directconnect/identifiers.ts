import { type IdShape, newId } from '../../kernel/ids.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'

/** Observed: eight letters and digits, the first of which is an f. */
const shortId: IdShape = { alphabet: '0123456789abcdefghijklmnopqrstuvwxyz', length: 7, lead: 'f' }

export const newShortId = (ctx: Context, prefix: 'dxcon' | 'dxlag' | 'dxpeer' | 'dxvif'): string =>
  newId(ctx.store, prefix, shortId)

/**
 * The router of AWS's that ports at a location end at.
 * NOT MODELLED: more than one of them at a location.
 */
export function deviceAt(location: string): string {
  const digits = scramble(location).map((part) => part.toString(16).padStart(8, '0'))
  return `${location}-${digits.join('').slice(0, 12)}`
}
