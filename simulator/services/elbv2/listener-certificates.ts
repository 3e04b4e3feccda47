import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { notPermitted, tooMany, validationError } from './errors.ts'
import { isSecure, requireCertificate } from './listener-security.ts'
import { type Listener, listeners, requireListener } from './listeners.ts'
import { usualPage } from './load-balancers.ts'

// Certificates beside a listener's default one. Network Load Balancer guide, tls-listener-certificates.

export const describeListenerCertificates = operation(
  'elbv2',
  'DescribeListenerCertificates',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeListenerCertificates' },
  ({ ListenerArn, ...asked }, ctx) => {
    const { record, side } = requireSecureListener(ctx, ListenerArn)
    const all = [
      ...(record.Certificates ?? []).map((one) => ({ ...one, IsDefault: true })),
      ...side.certificates.map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
    ]
    const { items, NextMarker } = pageByMarker(all, asked, usualPage)
    return { Certificates: items, ...(NextMarker && { NextMarker }) }
  },
)

function requireSecureListener(ctx: Context, arn: string): Listener {
  const listener = requireListener(ctx, arn)
  if (isSecure(listener.record.Protocol)) return listener
  throw validationError(
    `Certificates are not supported for ${listener.record.Protocol ?? 'gateway'} listeners`,
  )
}

// Network Load Balancer guide, load-balancer-limits: not counting the default one.
const mostCertificates = 25

export const addListenerCertificates = operation(
  'elbv2',
  'AddListenerCertificates',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, AddListenerCertificates' },
  ({ ListenerArn, Certificates }, ctx) => {
    const listener = requireSecureListener(ctx, ListenerArn)
    const added = Certificates.map((one) => requireCertificate(ctx, one))
    // "If the certificate is already in the certificate list, the call is successful but the certificate is not added
    // again."
    const certificates = [...new Set([...listener.side.certificates, ...added])]
    if (certificates.length > mostCertificates) {
      throw tooMany('TooManyCertificates', 'certificates on this load balancer')
    }
    listeners.update(ctx, listener, {}, { certificates })
    return { Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) }
  },
)

export const removeListenerCertificates = operation(
  'elbv2',
  'RemoveListenerCertificates',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, RemoveListenerCertificates' },
  ({ ListenerArn, Certificates }, ctx) => {
    const listener = requireSecureListener(ctx, ListenerArn)
    const removed = new Set(Certificates.map((one) => one.CertificateArn))
    const { certificates } = listener.side
    const standing = listener.record.Certificates?.[0]?.CertificateArn ?? ''
    if (removed.has(standing) && !certificates.includes(standing)) {
      throw notPermitted(`The default certificate '${standing}' cannot be removed`)
    }
    const left = certificates.filter((one) => !removed.has(one))
    listeners.update(ctx, listener, {}, { certificates: left })
    return {}
  },
)
