import { formatAddress } from '../../kernel/address.ts'
import { hasPorts, type Packet, protocolName } from '../../network/packet.ts'
import type { Passage } from '../../network/taken-over.ts'

// A packet's header as it came to a place and as it left it, field by field.

export type Layer =
  /** The packet itself. */
  | 'packet'
  /** The packet that a Gateway Load Balancer made to carry another one. */
  | 'around'
  /** What a load balancer writes in front of the connection. */
  | 'in-front'

export type FieldName =
  | 'protocol'
  | 'source'
  | 'destination'
  | 'icmp'
  | 'size'
  | 'carried-for'
  | 'client'
  | 'through'

export interface HeaderRow {
  readonly layer: Layer
  readonly name: FieldName
  /** Missing where it was not there. */
  readonly before?: string
  readonly after?: string
}

/** What leaves is missing where the packet ends. */
export function headerRows(
  before: Packet,
  after: Packet | undefined,
  passage?: Passage,
): readonly HeaderRow[] {
  const came = fieldsOf(before)
  const left = after ? [...fieldsOf(after), ...inFront(passage)] : came
  const keys = [...new Set([...came, ...left].map(({ layer, name }) => `${layer}/${name}`))]
  const value = (fields: readonly Field[], key: string) =>
    fields.find(({ layer, name }) => `${layer}/${name}` === key)?.value
  return keys
    .map((key): HeaderRow => {
      const [layer, name] = key.split('/') as [Layer, FieldName]
      const [was, is] = [value(came, key), value(left, key)]
      return {
        layer,
        name,
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      }
    })
    .sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer))
}

const order: readonly Layer[] = ['around', 'packet', 'in-front']

interface Field {
  readonly layer: Layer
  readonly name: FieldName
  readonly value: string
}

function fieldsOf(packet: Packet): readonly Field[] {
  const { carries } = packet
  if (!carries) return ofPacket(packet, 'packet')
  return [
    ...ofPacket(packet, 'around'),
    { layer: 'around', name: 'carried-for', value: carries.endpoint },
    ...ofPacket(carries.packet, 'packet'),
  ]
}

function ofPacket(packet: Packet, layer: Layer): readonly Field[] {
  const { protocol, source, destination, sourcePort, destinationPort, type, code, size } = packet
  const end = (address: Packet['source'], port: number) => {
    const text = formatAddress(address)
    if (!hasPorts(packet)) return text
    return typeof address === 'number' ? `${text}:${port}` : `[${text}]:${port}`
  }
  return [
    { layer, name: 'protocol', value: protocolName(protocol).toUpperCase() },
    { layer, name: 'source', value: end(source, sourcePort) },
    { layer, name: 'destination', value: end(destination, destinationPort) },
    ...(type === undefined ? [] : [{ layer, name: 'icmp' as const, value: `${type}/${code ?? 0}` }]),
    ...(size === undefined ? [] : [{ layer, name: 'size' as const, value: String(size) }]),
  ]
}

function inFront(passage: Passage | undefined): readonly Field[] {
  const header = passage?.proxyProtocol
  if (!header) return []
  const { source, sourcePort } = header.client
  return [
    { layer: 'in-front', name: 'client', value: `${formatAddress(source)}:${sourcePort}` },
    ...(header.endpoint === undefined
      ? []
      : [{ layer: 'in-front' as const, name: 'through' as const, value: header.endpoint }]),
  ]
}
