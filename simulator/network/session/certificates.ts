import { certificates } from '../../services/acm/certificates.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { listeners } from '../../services/elbv2/listeners.ts'
import type { Fabric } from '../fabric.ts'
import { publicNamesIn } from '../service-names.ts'
import type { Passage } from '../taken-over.ts'
import type { Peer } from './peers.ts'

// Which certificate a peer shows, and whether a client is content with it.

export interface Certificate {
  /** The names that it is for. `*.` stands for one label. */
  readonly names: readonly string[]
  readonly issuer: 'trusted' | 'self-signed'
}

export type Handshake =
  | { readonly kind: 'secure'; readonly certificate: Certificate }
  /** The certificate is for other names. */
  | { readonly kind: 'mismatch'; readonly certificate: Certificate }
  /** Nobody whom the client trusts has signed it. */
  | { readonly kind: 'untrusted'; readonly certificate: Certificate }
  /** The peer speaks in the clear. */
  | { readonly kind: 'not-tls' }
  /** The peer closed: what it read first made no sense to it. */
  | { readonly kind: 'reset' }

/** What becomes of a TLS handshake in which the client asks for a name. */
export function handshake(fabric: Fabric, peer: Peer, name: string): Handshake {
  const reachesServer = peer.kind === 'server' && !peer.passages.some(endsTheConnection)
  if (reachesServer && isSpoiled(peer)) return { kind: 'reset' }
  const certificate = certificateOf(fabric, peer, name)
  if (!certificate) return { kind: 'not-tls' }
  // A client looks at who signed before it looks at the name (OpenSSL, X509_verify_cert).
  if (certificate.issuer !== 'trusted') return { kind: 'untrusted', certificate }
  return { kind: covers(certificate, name) ? 'secure' : 'mismatch', certificate }
}

/** Whether a name is one that a certificate is for (RFC 6125, 6.4.3). */
export function covers({ names }: Certificate, name: string): boolean {
  const wanted = name.toLowerCase().replace(/\.$/, '')
  return names.some((one) => {
    if (one === '*') return true
    const own = one.toLowerCase()
    if (!own.startsWith('*.')) return own === wanted
    const dot = wanted.indexOf('.')
    return dot > 0 && wanted.slice(dot) === own.slice(1)
  })
}

/** A proxy protocol header that a server does not expect or understand, or that it waits for in vain. */
export function isSpoiled({
  listener,
  passages,
}: Pick<Extract<Peer, { kind: 'server' }>, 'listener' | 'passages'>): boolean {
  const comes = passages.some(({ proxyProtocol }) => proxyProtocol !== undefined)
  return (listener.ProxyProtocol ?? 'none') !== (comes ? 'v2' : 'none')
}

/** Undefined where the peer speaks in the clear. */
export function certificateOf(fabric: Fabric, peer: Peer, name: string): Certificate | undefined {
  switch (peer.kind) {
    case 'service':
      return { names: namesOfService(fabric, peer), issuer: 'trusted' }
    case 'balancer':
      return ofListeners(fabric, peer.passages ?? [], name)
    case 'server': {
      if (peer.passages.some(endsTheConnection)) return ofListeners(fabric, peer.passages, name)
      const { Tls } = peer.listener
      return Tls && { names: Tls.Names ?? [], issuer: Tls.Issuer ?? 'trusted' }
    }
    case 'stranger':
      return { names: [name], issuer: 'trusted' }
    case 'database':
      // RDS user guide, UsingWithRDS.SSL: signed by Amazon's own authority for RDS, which clients do not know by themselves.
      return { names: [name], issuer: 'self-signed' }
    case 'link-local':
      return undefined
  }
}

/** Whether a load balancer speaks with the client itself, and with its target over a connection of its own. */
export const endsTheConnection = ({ kind, listener }: Passage): boolean =>
  kind === 'application-load-balancer' || listener?.Protocol === 'TLS'

/** The certificate of the first listener that ends the client's connection; none where it speaks in the clear. */
function ofListeners(fabric: Fabric, passages: readonly Passage[], name: string): Certificate | undefined {
  const listener = passages.find(endsTheConnection)?.listener
  if (listener?.Protocol !== 'TLS' && listener?.Protocol !== 'HTTPS') return undefined
  const { certificates: more = [] } = listeners.get(fabric, listener.ListenerArn ?? '')?.side ?? {}
  const arns = [...(listener.Certificates ?? []).map(({ CertificateArn = '' }) => CertificateArn), ...more]
  const all = arns.map((arn) => certificateNamed(fabric, arn))
  // Network and Application Load Balancer guides, tls-listener-certificates and https-listener-certificates: one that is
  // for the name that the client asks for, else the default one.
  return all.find((one) => covers(one, name)) ?? all[0]
}

function certificateNamed(fabric: Fabric, arn: string): Certificate {
  const record = certificates.get(fabric, arn)?.record
  const names = record?.SubjectAlternativeNames ?? (record?.DomainName ? [record.DomainName] : [])
  return { names, issuer: record?.Type === 'IMPORTED' ? 'self-signed' : 'trusted' }
}

/**
 * The service's public names and those of the endpoint. S3 user guide, privatelink-interface-endpoints: names of S3's
 * endpoints need a label such as `bucket` in front, and before that there may be the name of a bucket; the certificate
 * does not cover them without.
 */
function namesOfService(fabric: Fabric, peer: Extract<Peer, { kind: 'service' }>): readonly string[] {
  const own = [...publicNamesIn(peer.region)]
    .filter(([, one]) => one.name === peer.name)
    .map(([name]) => name)
  const endpoint = peer.endpoint === undefined ? undefined : vpcEndpoints.get(fabric, peer.endpoint)
  const names = (endpoint?.record.DnsEntries ?? []).flatMap(({ DnsName }) => DnsName ?? [])
  if (peer.name !== 's3') return [...own, ...names]
  const labels = ['bucket', 'accesspoint', 'control']
  const longer = names
    .filter((name) => name.startsWith('*.vpce-'))
    .flatMap((name) => labels.map((label) => `*.${label}.${name.slice(2)}`))
  return [...own, ...names, ...longer]
}
