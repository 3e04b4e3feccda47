import type { Client } from '../../../network/session/client.ts'
import type { ToolContext } from '../../host.ts'
import type { Operation } from './options.ts'
import type { Url } from './url.ts'

// Where curl goes, and from where, when it is told to go elsewhere than the URL says.

/** `--resolve host:port:address[,address]`, of which the last one that fits holds; `*` is any host. */
export function pinnedFor({ resolve: all }: Operation, { host, port }: Url) {
  const entries = all.flatMap((text) => {
    const [, name = '', at = '', addresses = ''] = /^\+?([^:]+|\[[^\]]+\]):(\d+):(.+)$/.exec(text) ?? []
    return name
      ? [
          {
            text: text.replace(/^\+/, ''),
            name: name.toLowerCase(),
            port: Number(at),
            addresses: addresses.split(','),
          },
        ]
      : []
  })
  const found = entries.findLast((one) => (one.name === host || one.name === '*') && one.port === port)
  if (!found) return undefined
  return {
    addresses: found.addresses.map((one) => one.replace(/^\[(.*)\]$/, '$1')),
    added: entries.map((one) => one.text),
  }
}

/** `--connect-to host:port:host:port`; an empty part fits anything, and leaves what it stands for. */
export function detourFor(
  { connectTo }: Operation,
  { host, port }: Url,
): { readonly host: string; readonly port: number } | undefined {
  for (const text of connectTo) {
    const parts = text.match(/\[[^\]]*\]|[^:]+|(?<=:|^)(?=:|$)/g) ?? []
    const [from = '', fromPort = '', to = '', toPort = ''] = parts
    if ((from !== '' && from.toLowerCase() !== host) || (fromPort !== '' && Number(fromPort) !== port))
      continue
    return { host: to || host, port: toPort ? Number(toPort) : port }
  }
  return undefined
}

export interface Bound {
  /** Empty where nothing is bound. */
  readonly address: string
  /** Who that is on the network, where it is another than the machine's first interface. */
  readonly client?: Client
}

/** What `--interface` binds to; undefined where the machine has no such interface or address. */
export function boundCard({ interfaceName }: Operation, { machine }: ToolContext): Bound | undefined {
  if (interfaceName === undefined) return { address: '' }
  const name = interfaceName.replace(/^(if|host)!/, '')
  for (const { name: card, addresses, eni } of machine.cards) {
    const own = card === name ? addresses[0] : addresses.find(({ address }) => address === name)
    if (!own) continue
    return { address: own.address, ...(eni !== undefined && { client: { kind: 'interface', id: eni } }) }
  }
  return name === 'lo' || name === '127.0.0.1' ? { address: '127.0.0.1' } : undefined
}
