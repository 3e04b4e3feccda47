import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatAddress, formatPrefix, type Prefix, parsePrefix } from '../../kernel/address.ts'
import { rollBelow, rollText } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import { invalidParameter } from './errors.ts'

// The tunnels of a VPN connection. VPN user guide, VPNTunnels: what may be asked of each, and what it is otherwise.

type Asked = Ec2.VpnTunnelOptionsSpecification

const inside = parsePrefix('169.254.0.0/16')!.prefix
const reserved = [
  '169.254.0.0/30',
  '169.254.1.0/30',
  '169.254.2.0/30',
  '169.254.3.0/30',
  '169.254.4.0/30',
  '169.254.5.0/30',
  '169.254.169.252/30',
]

const encryptions = ['AES128', 'AES256', 'AES128-GCM-16', 'AES256-GCM-16']
const integrities = ['SHA1', 'SHA2-256', 'SHA2-384', 'SHA2-512']
const laterGroups = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]

const choices = {
  Phase1EncryptionAlgorithms: encryptions,
  Phase2EncryptionAlgorithms: encryptions,
  Phase1IntegrityAlgorithms: integrities,
  Phase2IntegrityAlgorithms: integrities,
  Phase1DHGroupNumbers: [2, ...laterGroups],
  Phase2DHGroupNumbers: [2, 5, ...laterGroups],
  IKEVersions: ['ikev1', 'ikev2'],
} as const

const bounds = {
  Phase1LifetimeSeconds: [900, 28800],
  Phase2LifetimeSeconds: [900, 3600],
  RekeyMarginTimeSeconds: [60, 1800],
  RekeyFuzzPercentage: [0, 100],
  ReplayWindowSize: [64, 2048],
  DPDTimeoutSeconds: [30, Number.MAX_SAFE_INTEGER],
} as const

const words = { DPDTimeoutAction: ['clear', 'none', 'restart'], StartupAction: ['add', 'start'] } as const

const invalid = (name: string) => invalidParameter(`Value for parameter ${name} is invalid.`)

/** Refuses options that no tunnel may have. `taken` are the inside blocks of the other tunnels. */
export function checkTunnelOptions(asked: Asked, taken: ReadonlySet<string>): void {
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = asked[name as keyof typeof bounds]
    if (value !== undefined && (value < least || value > most)) throw invalid(name)
  }
  for (const [name, allowed] of Object.entries(words)) {
    const value = asked[name as keyof typeof words]
    if (value !== undefined && !(allowed as readonly string[]).includes(value)) throw invalid(name)
  }
  for (const [name, allowed] of Object.entries(choices)) {
    const values = asked[name as keyof typeof choices] ?? []
    const known: readonly (string | number)[] = allowed
    if (values.some(({ Value }) => Value === undefined || !known.includes(Value))) throw invalid(name)
  }
  // "between 8 and 64 characters [...] alphanumeric, periods, and underscores. They cannot start with zero (0)."
  if (asked.PreSharedKey !== undefined && !/^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$/.test(asked.PreSharedKey)) {
    throw invalid('PreSharedKey')
  }
  if (asked.TunnelInsideCidr !== undefined) insideBlock(asked.TunnelInsideCidr, taken)
}

function insideBlock(cidr: string, taken: ReadonlySet<string>): void {
  const prefix = parsePrefix(cidr)?.prefix
  const isInside =
    prefix?.family === 4 && prefix.length === 30 && prefix.first >= inside.first && prefix.last <= inside.last
  const text = prefix && formatPrefix(prefix)
  if (!isInside || text === undefined || reserved.includes(text)) throw invalid('TunnelInsideCidr')
  if (taken.has(text)) {
    throw invalidParameter(`The TunnelInsideCidr ${text} is already in use by another VPN tunnel.`)
  }
}

function freeInsideBlock(store: Store, taken: ReadonlySet<string>): string {
  for (;;) {
    const third = 6 + rollBelow(store, 250)
    const fourth = 4 * rollBelow(store, 64)
    const cidr = `169.254.${third}.${fourth}/30`
    if (!taken.has(cidr) && !reserved.includes(cidr)) return cidr
  }
}

const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz123456789._'

/** A tunnel with all that was asked for, and the rest as AWS makes it up. */
export function tunnelWith(
  store: Store,
  outsideAddress: string,
  asked: Asked,
  taken: ReadonlySet<string>,
): Ec2.TunnelOption {
  const { DPDTimeoutSeconds, DPDTimeoutAction, IKEVersions, TunnelInsideCidr, PreSharedKey, ...same } = asked
  const cidr = parsePrefix(TunnelInsideCidr ?? '')?.prefix
  return {
    OutsideIpAddress: outsideAddress,
    TunnelInsideCidr: cidr ? formatPrefix(cidr) : freeInsideBlock(store, taken),
    PreSharedKey: PreSharedKey ?? rollText(store, keyAlphabet, 32),
    ...same,
    ...(DPDTimeoutSeconds !== undefined && { DpdTimeoutSeconds: DPDTimeoutSeconds }),
    ...(DPDTimeoutAction !== undefined && { DpdTimeoutAction: DPDTimeoutAction }),
    ...(IKEVersions && { IkeVersions: IKEVersions }),
  }
}

/** The addresses inside a tunnel: AWS has the first of the block, the customer's device the second. */
export function insideAddresses(cidr: string): { readonly amazon: string; readonly customer: string } {
  const prefix: Prefix | undefined = parsePrefix(cidr)?.prefix
  if (prefix?.family !== 4) throw new Error(`${cidr} is not the inside of a tunnel.`)
  return { amazon: formatAddress(prefix.first + 1), customer: formatAddress(prefix.first + 2) }
}
