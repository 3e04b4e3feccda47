import type { Ec2 } from '../../api/generated/types.d.ts'
import { insideAddresses } from './vpn-tunnel-options.ts'

// What the device at the customer's end needs to know, in the XML that `CustomerGatewayConfiguration` holds: the
// elements are those of the VPN user guide's sample configurations.

interface Ends {
  readonly connection: Ec2.VpnConnection
  readonly customer: Ec2.CustomerGateway
  readonly amazonAsn: number
}

type Node = readonly [name: string, content: string | number | readonly Node[]]

export function configurationText({ connection, customer, amazonAsn }: Ends): string {
  const isStatic = connection.Options?.StaticRoutesOnly === true
  const children: Node[] = [
    ['customer_gateway_id', connection.CustomerGatewayId ?? ''],
    ['vpn_gateway_id', connection.VpnGatewayId ?? connection.TransitGatewayId ?? ''],
    ['vpn_connection_type', connection.Type ?? ''],
    ...(isStatic ? [['vpn_connection_attributes', 'NoBGPVPNConnection'] as Node] : []),
    ...(connection.Options?.TunnelOptions ?? []).map(
      (tunnel): Node => ['ipsec_tunnel', tunnelNodes(tunnel, customer, isStatic ? undefined : amazonAsn)],
    ),
  ]
  const body = children.map((child) => write(child, '  ')).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<vpn_connection id="${connection.VpnConnectionId}">\n${body}</vpn_connection>`
}

function tunnelNodes(
  tunnel: Ec2.TunnelOption,
  customer: Ec2.CustomerGateway,
  amazonAsn: number | undefined,
): Node[] {
  const { amazon, customer: ours } = insideAddresses(tunnel.TunnelInsideCidr ?? '')
  const customerAsn = customer.BgpAsn ?? customer.BgpAsnExtended ?? ''
  const [ike1 = 'SHA1'] = names(tunnel.Phase1IntegrityAlgorithms)
  const [cipher1 = 'AES128'] = names(tunnel.Phase1EncryptionAlgorithms)
  const [integrity2 = 'SHA1'] = names(tunnel.Phase2IntegrityAlgorithms)
  const [cipher2 = 'AES128'] = names(tunnel.Phase2EncryptionAlgorithms)
  return [
    [
      'customer_gateway',
      end(customer.IpAddress ?? '', ours, amazonAsn === undefined ? undefined : customerAsn),
    ],
    ['vpn_gateway', end(tunnel.OutsideIpAddress ?? '', amazon, amazonAsn)],
    [
      'ike',
      [
        ['authentication_protocol', ike1.toLowerCase()],
        ['encryption_protocol', cipherName(cipher1)],
        ['lifetime', tunnel.Phase1LifetimeSeconds ?? 28800],
        ['perfect_forward_secrecy', `group${tunnel.Phase1DHGroupNumbers?.[0]?.Value ?? 2}`],
        ['mode', 'main'],
        ['pre_shared_key', tunnel.PreSharedKey ?? ''],
      ],
    ],
    [
      'ipsec',
      [
        ['protocol', 'esp'],
        ['authentication_protocol', `hmac-${integrity2.toLowerCase()}-96`],
        ['encryption_protocol', cipherName(cipher2)],
        ['lifetime', tunnel.Phase2LifetimeSeconds ?? 3600],
        ['perfect_forward_secrecy', `group${tunnel.Phase2DHGroupNumbers?.[0]?.Value ?? 2}`],
        ['mode', 'tunnel'],
        ['clear_df_bit', 'true'],
        ['fragmentation_before_encryption', 'true'],
        ['tcp_mss_adjustment', 1379],
        [
          'dead_peer_detection',
          [
            ['interval', 10],
            ['retries', 3],
          ],
        ],
      ],
    ],
  ]
}

const names = (list: readonly { readonly Value?: string | undefined }[] | undefined): string[] =>
  (list ?? []).flatMap(({ Value }) => (Value === undefined ? [] : [Value]))

const cipherName = (algorithm: string): string =>
  `${algorithm.toLowerCase().replace(/^aes/, 'aes-')}${algorithm.includes('GCM') ? '' : '-cbc'}`

function end(outside: string, address: string, asn: number | string | undefined): Node[] {
  return [
    ['tunnel_outside_address', [['ip_address', outside]]],
    [
      'tunnel_inside_address',
      [
        ['ip_address', address],
        ['network_mask', '255.255.255.252'],
        ['network_cidr', 30],
      ],
    ],
    ...(asn === undefined
      ? []
      : ([
          [
            'bgp',
            [
              ['asn', asn],
              ['hold_time', 30],
            ],
          ],
        ] as const)),
  ]
}

function write([name, content]: Node, indent: string): string {
  if (typeof content !== 'object') return `${indent}<${name}>${escapeXml(String(content))}</${name}>\n`
  const inner = content.map((child) => write(child, `${indent}  `)).join('')
  return `${indent}<${name}>\n${inner}${indent}</${name}>\n`
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
