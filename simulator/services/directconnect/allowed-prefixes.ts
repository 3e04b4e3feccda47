import type { Directconnect } from '../../api/generated/types.d.ts'
import { overlap, parsePrefix } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { associationsOfGateway } from './associations.ts'
import { refused } from './errors.ts'

type Prefixes = readonly Directconnect.RouteFilterPrefix[]

/** Prefixes as records list them, checked: CIDR blocks without anything behind the mask, each once. */
export function requirePrefixes(asked: Prefixes | undefined): Directconnect.RouteFilterPrefix[] {
  const cidrs = (asked ?? []).map(({ cidr = '' }) => {
    const parsed = parsePrefix(cidr)
    if (parsed && !parsed.hostBits) return cidr
    throw refused(`Allowed prefix ${cidr} is not a valid CIDR.`)
  })
  return [...new Set(cidrs)].map((cidr) => ({ cidr }))
}

/** `existing` with some added and some taken away. */
export function changedPrefixes(
  existing: Prefixes,
  added: Prefixes | undefined,
  removed: Prefixes | undefined,
): Directconnect.RouteFilterPrefix[] {
  const gone = new Set(requirePrefixes(removed).map(({ cidr }) => cidr))
  for (const cidr of gone) {
    if (!existing.some((one) => one.cidr === cidr)) throw refused(`Allowed prefix ${cidr} does not exist.`)
  }
  const kept = existing.filter(({ cidr }) => !gone.has(cidr))
  return requirePrefixes([...kept, ...requirePrefixes(added)])
}

/**
 * Direct Connect guide, allowed-to-prefixes: what a transit gateway is announced with must be said, is announced as it
 * is, and must not overlap with what another transit gateway of the same Direct Connect gateway is announced with.
 */
export function requireTransitPrefixes(
  ctx: Context,
  gateway: string,
  except: string,
  prefixes: Prefixes,
): void {
  if (!prefixes.length) throw refused('Allowed prefixes must be provided for a transit gateway.')
  const limit = ctx.limit('tgw-to-onprem-prefixes')
  if (prefixes.length > limit) throw refused(`The maximum number of allowed prefixes (${limit}) is exceeded.`)
  for (const { record } of associationsOfGateway(ctx, gateway)) {
    if (record.associatedGateway?.id === except) continue
    for (const { cidr: other = '' } of record.allowedPrefixesToDirectConnectGateway ?? []) {
      const clash = prefixes.find(({ cidr = '' }) => overlap(cidr, other))
      if (clash) {
        throw refused(
          `The allowed prefix ${clash.cidr} overlaps with ${other} of ${record.associatedGateway?.id}.`,
        )
      }
    }
  }
}
