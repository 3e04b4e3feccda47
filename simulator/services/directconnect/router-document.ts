import type { Directconnect } from '../../api/generated/types.d.ts'
import { publicAsn } from './asns.ts'

/** The XML that tells a customer's router all about a virtual interface. Form: API reference, examples of VirtualInterface. */
export function routerDocument(record: Directconnect.VirtualInterface): string {
  const peers = record.bgpPeers ?? []
  const lines = [
    element('vlan', record.vlan),
    ...peerElements(
      peers.find(({ addressFamily }) => addressFamily === 'ipv4'),
      '',
    ),
    ...peerElements(
      peers.find(({ addressFamily }) => addressFamily === 'ipv6'),
      'ipv6_',
    ),
    element('amazon_bgp_asn', record.amazonSideAsn ?? publicAsn),
    element('connection_type', record.virtualInterfaceType),
  ]
  const opening = `<logical_connection id="${record.virtualInterfaceId}">`
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  return `${[head, opening, ...lines.map((line) => `  ${line}`), '</logical_connection>'].join('\n')}\n`
}

function peerElements(peer: Directconnect.BGPPeer | undefined, prefix: string): string[] {
  if (!peer) return []
  return [
    element(`${prefix}customer_address`, peer.customerAddress),
    element(`${prefix}amazon_address`, peer.amazonAddress),
    element(`${prefix}bgp_asn`, peer.asnLong ?? peer.asn),
    element(`${prefix}bgp_auth_key`, peer.authKey),
  ]
}

const element = (name: string, value: string | number | undefined) =>
  `<${name}>${escapeText(String(value ?? ''))}</${name}>`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escapeText = (text: string) => text.replace(/[&<>]/g, (char) => entities[char] ?? char)
