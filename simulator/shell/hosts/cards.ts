import {
  addressAt,
  familyOf,
  formatAddress,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixContains,
} from '../../kernel/address.ts'
import type { Fabric } from '../../network/fabric.ts'
import { interfacesOf, type NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { siteHosts, sites } from '../../services/onprem/tables.ts'
import type { HostRef } from './find-host.ts'

/** A network interface as its machine sees it. The loopback is not among them. */
export interface Card {
  /** `ens5`, `eth0`. */
  readonly name: string
  /** 2 for the first: the loopback is 1. */
  readonly index: number
  readonly mac: string
  readonly mtu: number
  /** The id of the network interface, on an instance. */
  readonly eni?: string
  readonly addresses: readonly CardAddress[]
  /** Where what is not for its own subnet goes: 10.0.1.1. */
  readonly router?: string
  readonly router6?: string
}

export interface CardAddress {
  readonly address: string
  /** Bits of the subnet's prefix: 24. */
  readonly length: number
  /** The other private addresses of an interface are secondary. */
  readonly isSecondary?: true
}

export function cardsOf(fabric: Fabric, { kind, id }: HostRef): readonly Card[] {
  if (kind === 'workstation') return [workstationCard]
  if (kind === 'site-host') return siteCards(fabric, id)
  return interfacesOf(fabric, id).map((eni, i) => cardOf(fabric, eni, i))
}

/** What the learner's machine asks for names, and sends everything to. */
export const homeRouter = '192.168.1.1'

/** At home, behind a router that has the public address. */
const workstationCard: Card = {
  name: 'eth0',
  index: 2,
  mac: '02:42:c0:a8:01:17',
  mtu: 1500,
  addresses: [{ address: '192.168.1.23', length: 24 }],
  router: homeRouter,
}

/** Amazon Linux on Nitro names them after their slots, the first of which is the fifth. */
function cardOf(fabric: Fabric, eni: NetworkInterface, i: number): Card {
  const { record } = eni
  const subnet = subnets.get(fabric, record.SubnetId ?? '')?.record
  const block = parsePrefix(subnet?.CidrBlock ?? '')?.prefix
  const others = (record.PrivateIpAddresses ?? []).flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? [])
  const own = record.PrivateIpAddress
  const ipv4 = [...(own === undefined ? [] : [own]), ...others.filter((one) => one !== own)]
  const ipv6 = (record.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? [])
  const router = block && routerIn(block)
  return {
    name: `ens${5 + i}`,
    index: 2 + i,
    mac: record.MacAddress ?? '',
    // EC2 user guide, network_mtu: jumbo frames of 9001 bytes within a VPC.
    mtu: 9001,
    eni: record.NetworkInterfaceId ?? '',
    addresses: [
      ...ipv4.map((address, n) => ({
        address,
        length: block?.length ?? 32,
        ...(n > 0 && { isSecondary: true as const }),
      })),
      ...ipv6.map((address) => ({ address, length: 128 })),
    ],
    ...(ipv4.length && router !== undefined && { router }),
    // VPC user guide, vpc-ip-addressing: the router tells itself under its link-local address.
    ...(ipv6.length && { router6: linkLocalRouter(record.MacAddress ?? '') }),
  }
}

const routerIn = (prefix: Prefix): string | undefined => {
  const address = addressAt(prefix, 1)
  return address === undefined ? undefined : formatAddress(address)
}

/** The router's own hardware address differs from the interface's in the last part. */
function linkLocalRouter(mac: string): string {
  const [a = '02', b = '00', c = '00', d = '00', e = '00'] = mac.split(':')
  const first = (Number.parseInt(a, 16) ^ 2).toString(16).padStart(2, '0')
  const text = `fe80::${first}${b}:${c}ff:fe${d}:${e}01`
  const address = parseAddress(text)
  return address === undefined ? text : formatAddress(address)
}

function siteCards(fabric: Fabric, name: string): Card[] {
  const host = fabric.store.get(siteHosts, name)
  const address = parseAddress(host?.Address ?? '')
  if (!host || address === undefined) return []
  const site = fabric.store.get(sites, host.Site)
  const prefix = (site?.Prefixes ?? [])
    .flatMap((cidr) => parsePrefix(cidr)?.prefix ?? [])
    .find((one) => prefixContains(one, address))
  const router = prefix && routerIn(prefix)
  const tail = host.Address.split(/[.:]/).map((part) => (Number.parseInt(part, 10) || 0) & 0xff)
  const mac = [0x52, 0x54, 0, ...tail.slice(-3)].map((part) => part.toString(16).padStart(2, '0')).join(':')
  return [
    {
      name: 'eth0',
      index: 2,
      mac,
      mtu: 1500,
      addresses: [{ address: host.Address, length: prefix?.length ?? 24 }],
      ...(router !== undefined && (familyOf(address) === 4 ? { router } : { router6: router })),
    },
  ]
}
