import type { Request, RequestOrigin, Unreachable } from '../../api/request.ts'
import { endpointHost } from '../../world/catalogue/endpoints.ts'
import type { Fabric } from '../fabric.ts'
import { serviceNamed } from '../service-names.ts'
import type { NameToFind } from './addresses.ts'
import { handshake } from './certificates.ts'
import type { Client } from './client.ts'
import { type Connection, type ConnectOutcome, connect } from './connect.ts'
import type { Peer } from './peers.ts'

// The way of an API request to AWS, as an SDK goes it: find the endpoint, connect, check its certificate.

export interface Reached {
  readonly connection: Connection
  /** What the request is to AWS, coming this way. */
  readonly origin: RequestOrigin
  /** The service and Region that the request has come to, where they are not those that it is for. */
  readonly strayedTo?: { readonly name: string; readonly region: string }
}

export interface NotReached {
  readonly connection: Connection
  readonly unreachable: Unreachable
  /** Further words, as SSL libraries have them. */
  readonly detail?: string
}

const failures: Readonly<Record<Exclude<ConnectOutcome, 'connected'>, Unreachable>> = {
  refused: 'refused',
  timeout: 'connect-timeout',
  unreachable: 'refused',
  'no-neighbor': 'refused',
  'no-such-name': 'no-such-name',
  'no-dns-answer': 'no-such-name',
}

/** What the client's own files change about finding names. */
export type Finding = Pick<NameToFind, 'pinned' | 'servers' | 'search'>

/** Takes a request to where its URL says; without one it goes to the service's own endpoint. */
export function reachService(
  fabric: Fabric,
  client: Client,
  request: Request,
  finding: Finding = {},
): Reached | NotReached {
  const { service, region } = request
  const usual = endpointHost({ service, region })
  const url = new URL(request.url ?? `https://${usual}/`)
  const isTls = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port)
  const connection = connect(fabric, client, { ...finding, host, port })
  const { outcome, peer } = connection
  if (outcome !== 'connected' || !peer) {
    return { connection, unreachable: outcome === 'connected' ? 'closed' : failures[outcome] }
  }
  const refused = isTls ? insecure(fabric, peer, host) : undefined
  if (refused) return { connection, ...refused }
  // Whatever else listens there does not speak AWS's protocols.
  if (peer.kind !== 'service') return { connection, unreachable: 'closed' }
  const { name, endpoint, clientAddress } = peer
  const origin = { sourceIp: clientAddress, ...(endpoint !== undefined && { vpcEndpointId: endpoint }) }
  const wanted = serviceNamed(usual)
  const isThere = !wanted || (wanted.name === name && wanted.region === peer.region)
  return { connection, origin, ...(!isThere && { strayedTo: { name, region: peer.region } }) }
}

// The words of Python's ssl module, which the AWS CLI passes on.
function insecure(
  fabric: Fabric,
  peer: Peer,
  host: string,
): { unreachable: Unreachable; detail?: string } | undefined {
  const shaken = handshake(fabric, peer, host)
  switch (shaken.kind) {
    case 'secure':
      return undefined
    case 'mismatch':
      return {
        unreachable: 'tls',
        detail: `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for '${host}'. (_ssl.c:1032)`,
      }
    case 'untrusted':
      return {
        unreachable: 'tls',
        detail:
          '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1032)',
      }
    case 'not-tls':
      return { unreachable: 'tls', detail: '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1032)' }
    case 'reset':
      return { unreachable: 'closed' }
  }
}
