import type { Elbv2 } from '../api/generated/types.d.ts'
import type { Listener } from '../api/private/host.ts'
import { familyOf, formatAddress, parseAddress } from '../kernel/address.ts'
import type { Heard, NetworkCheck, NetworkPort } from '../services/context.ts'
import { networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { listenerAt, listenersOn } from '../services/host/listeners.ts'
import type { Arrival } from './arrival.ts'
import { addressesOf } from './compiled/addresses.ts'
import { ephemeralPort } from './ephemeral-ports.ts'
import type { Fabric } from './fabric.ts'
import { tcp } from './packet.ts'
import { explainDrop } from './reasons.ts'
import type { Probe } from './rule.ts'
import { passagesOf } from './taken-over.ts'

/** The network as services ask it, by means of a way to send packets. */
export const networkPort = (probe: (fabric: Fabric) => Probe): NetworkPort => ({
  check: (ctx, check) => hear({ store: ctx.store, families: ctx.families, now: ctx.now }, probe, check),
})

function hear(fabric: Fabric, probe: (fabric: Fabric) => Probe, check: NetworkCheck): Heard {
  const eni = networkInterfaces.get(fabric, check.from)
  const destination = parseAddress(check.to)
  if (!eni || destination === undefined) return silence
  const source = addressesOf(eni).find((one) => familyOf(one) === familyOf(destination))
  if (source === undefined) return silence
  const header = { protocol: tcp, source, destination, sourcePort: 0, destinationPort: check.port }
  const sourcePort = ephemeralPort(header)
  const http =
    check.protocol === 'TCP' ? {} : { http: { method: 'GET', host: check.to, path: check.path ?? '/' } }
  const { forward, reply } = probe(fabric)({ kind: 'interface-out', eni }, { ...header, sourcePort, ...http })
  const dropped = forward.dropped ?? reply?.dropped
  if (dropped) return ofDrop(explainDrop(dropped.reason).answer)
  if (!forward.arrival || !reply) return silence
  const own = passagesOf(forward.flow).at(-1)?.action
  return own ? ofBalancer(own) : ofServer(fabric, forward.arrival, check)
}

const silence: Heard = { kind: 'silence' }

function ofDrop(answer: ReturnType<typeof explainDrop>['answer']): Heard {
  if (answer === 'reset') return { kind: 'refusal' }
  return answer === 'http-503' ? { kind: 'answer', status: 503 } : silence
}

/** An Application Load Balancer that answers by itself. */
function ofBalancer({ FixedResponseConfig, RedirectConfig }: Elbv2.Action): Heard {
  const code = FixedResponseConfig?.StatusCode ?? RedirectConfig?.StatusCode?.replace('HTTP_', '')
  return { kind: 'answer', ...(code !== undefined && { status: Number(code) }) }
}

const wellAnswered: Heard = { kind: 'answer', status: 200 }

/** A host of which nobody said what listens there is taken to answer everything well. */
function ofServer(fabric: Fabric, { id, packet }: Arrival, check: NetworkCheck): Heard {
  const host = networkInterfaces.get(fabric, id)?.record.Attachment?.InstanceId ?? id
  if (!listenersOn(fabric, host).length) return wellAnswered
  const { destination, destinationPort: port } = packet
  const server = listenerAt(fabric, host, { protocol: 'tcp', address: formatAddress(destination), port })
  if (!server) return { kind: 'refusal' }
  return check.protocol === 'TCP' ? { kind: 'answer' } : ofWebServer(server, check)
}

function ofWebServer(server: Listener, { protocol, proxyProtocol, seconds }: NetworkCheck): Heard {
  const { Kind = 'http', Status = 200, Tls, ProxyProtocol = 'none', Delay = 0 } = server
  if (Delay > seconds) return silence
  // A header that the server does not expect, or that it misses, is taken for a broken request.
  const understands = Kind === 'http' && (ProxyProtocol === 'v2') === proxyProtocol
  if (!understands) return { kind: 'answer' }
  if (protocol === 'HTTPS') return Tls ? { kind: 'answer', status: Status } : { kind: 'answer' }
  // Web servers tell those who speak plain HTTP to their TLS port that the request is bad.
  return { kind: 'answer', status: Tls ? 400 : Status }
}
