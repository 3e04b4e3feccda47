import type { Directconnect } from '../../api/generated/types.d.ts'
import { bitsOf, formatAddress, parsePrefix, prefixAt } from '../../kernel/address.ts'
import { publicAsn } from './asns.ts'

// Configurations that a customer's router can be given as they are, but for the name of the port. Ours are written for
// the purpose; AWS's say the same in other words.

export type Dialect = 'ios' | 'nxos' | 'junos' | 'panos'

type Write = (session: Session) => string[]

/** What a router needs to know of one peer. */
interface Session {
  readonly vlan: number
  readonly name: string
  readonly isIpv6: boolean
  readonly customerAddress: string
  readonly customer: string
  readonly length: string
  readonly mask: string
  readonly amazon: string
  readonly amazonAsn: number
  readonly customerAsn: number
  readonly authKey: string
  readonly mtu: number
}

const bare = (address: string) => address.split('/')[0] ?? ''

function maskOf(cidr: string): string {
  const parsed = parsePrefix(cidr)
  if (parsed?.prefix.family !== 4) return ''
  const { length } = parsed.prefix
  return formatAddress(length === 0 ? 0 : prefixAt(2 ** bitsOf(4) - 1, length).first)
}

function sessionOf(record: Directconnect.VirtualInterface, peer: Directconnect.BGPPeer): Session {
  const { customerAddress = '', amazonAddress = '' } = peer
  return {
    vlan: record.vlan ?? 0,
    name: record.virtualInterfaceName ?? '',
    isIpv6: peer.addressFamily === 'ipv6',
    customerAddress,
    customer: bare(customerAddress),
    length: customerAddress.split('/')[1] ?? '',
    mask: maskOf(customerAddress),
    amazon: bare(amazonAddress),
    amazonAsn: record.amazonSideAsn ?? publicAsn,
    customerAsn: peer.asnLong ?? peer.asn ?? 0,
    authKey: peer.authKey ?? '',
    mtu: record.mtu ?? 1500,
  }
}

const ios: Write = (s) => [
  `interface GigabitEthernet0/1.${s.vlan}`,
  ` description "Direct Connect to AWS, ${s.name}"`,
  ` encapsulation dot1Q ${s.vlan}`,
  s.isIpv6 ? ` ipv6 address ${s.customerAddress}` : ` ip address ${s.customer} ${s.mask}`,
  ` ${s.isIpv6 ? 'ipv6' : 'ip'} mtu ${s.mtu}`,
  ' no shutdown',
  'exit',
  '',
  `router bgp ${s.customerAsn}`,
  ` neighbor ${s.amazon} remote-as ${s.amazonAsn}`,
  ` neighbor ${s.amazon} password ${s.authKey}`,
  ` address-family ${s.isIpv6 ? 'ipv6' : 'ipv4'} unicast`,
  `  neighbor ${s.amazon} activate`,
  `  network ${s.isIpv6 ? '::/0' : '0.0.0.0'}`,
  ' exit-address-family',
  'exit',
]

const nxos: Write = (s) => [
  'feature bgp',
  `interface Ethernet1/1.${s.vlan}`,
  `  description Direct Connect to AWS, ${s.name}`,
  `  encapsulation dot1q ${s.vlan}`,
  `  mtu ${s.mtu}`,
  `  ${s.isIpv6 ? 'ipv6' : 'ip'} address ${s.customerAddress}`,
  '  no shutdown',
  '',
  `router bgp ${s.customerAsn}`,
  `  neighbor ${s.amazon}`,
  `    remote-as ${s.amazonAsn}`,
  `    password 0 ${s.authKey}`,
  `    address-family ${s.isIpv6 ? 'ipv6' : 'ipv4'} unicast`,
]

const junos: Write = (s) => {
  const unit = `interfaces ge-0/0/1 unit ${s.vlan}`
  const group = `protocols bgp group ${s.isIpv6 ? 'ebgp-ipv6' : 'ebgp'}`
  const family = s.isIpv6 ? 'inet6' : 'inet'
  return [
    'set interfaces ge-0/0/1 vlan-tagging',
    `set ${unit} description "Direct Connect to AWS, ${s.name}"`,
    `set ${unit} vlan-id ${s.vlan}`,
    `set ${unit} family ${family} mtu ${s.mtu}`,
    `set ${unit} family ${family} address ${s.customerAddress}`,
    `set routing-options autonomous-system ${s.customerAsn}`,
    `set ${group} type external`,
    `set ${group} family ${family} unicast`,
    `set ${group} neighbor ${s.amazon} peer-as ${s.amazonAsn}`,
    `set ${group} neighbor ${s.amazon} authentication-key "${s.authKey}"`,
  ]
}

const panos: Write = (s) => {
  const unit = `network interface ethernet ethernet1/1 layer3 units ethernet1/1.${s.vlan}`
  const bgp = 'network virtual-router default protocol bgp'
  const peer = `${bgp} peer-group aws peer ${s.isIpv6 ? 'aws-ipv6' : 'aws'}`
  return [
    `set ${unit} tag ${s.vlan}`,
    `set ${unit} mtu ${s.mtu}`,
    `set ${unit} ${s.isIpv6 ? 'ipv6 address' : 'ip'} ${s.customerAddress}`,
    `set network virtual-router default interface ethernet1/1.${s.vlan}`,
    `set ${bgp} enable yes`,
    `set ${bgp} router-id ${s.isIpv6 ? '1.1.1.1' : s.customer}`,
    `set ${bgp} local-as ${s.customerAsn}`,
    `set ${bgp} auth-profile aws secret ${s.authKey}`,
    `set ${peer} peer-as ${s.amazonAsn}`,
    `set ${peer} local-address ip ${s.customerAddress}`,
    `set ${peer} peer-address ip ${s.amazon}`,
    `set ${peer} connection-options authentication aws`,
  ]
}

const dialects: Readonly<Record<Dialect, { readonly comment: string; readonly write: Write }>> = {
  ios: { comment: '!', write: ios },
  nxos: { comment: '!', write: nxos },
  junos: { comment: '#', write: junos },
  panos: { comment: '#', write: panos },
}

/** The configuration for a virtual interface, peer by peer. */
export function routerConfiguration(record: Directconnect.VirtualInterface, dialect: Dialect): string {
  const { comment, write } = dialects[dialect]
  const head = [
    'Amazon Web Services',
    'Direct Connect',
    `Virtual Interface ID: ${record.virtualInterfaceId}`,
    `VLAN: ${record.vlan}`,
  ]
  const parts = (record.bgpPeers ?? []).map((peer) => {
    const rule = `${comment}${'='.repeat(39)}${peer.addressFamily?.toUpperCase()}${'='.repeat(39)}`
    return [rule, ...head.slice(1).map((line) => `${comment} ${line}`), '', ...write(sessionOf(record, peer))]
  })
  return `${[`${comment} ${head[0]}`, ...parts.flat()].join('\n')}\n`
}
