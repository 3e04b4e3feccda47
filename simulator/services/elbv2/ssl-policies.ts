import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { usualPage } from './load-balancers.ts'

// Network Load Balancer guide, describe-ssl-policies: security policies, their protocols and their ciphers in order.

const tls13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']

/** Each cipher with what a policy must be at least to have it: only the strictest kinds are `res`tricted. */
const ciphers: readonly (readonly [name: string, kind: 'gcm' | 'sha2' | 'sha1', forward: boolean])[] = [
  ['ECDHE-ECDSA-AES128-GCM-SHA256', 'gcm', true],
  ['ECDHE-RSA-AES128-GCM-SHA256', 'gcm', true],
  ['ECDHE-ECDSA-AES128-SHA256', 'sha2', true],
  ['ECDHE-RSA-AES128-SHA256', 'sha2', true],
  ['ECDHE-ECDSA-AES128-SHA', 'sha1', true],
  ['ECDHE-RSA-AES128-SHA', 'sha1', true],
  ['ECDHE-ECDSA-AES256-GCM-SHA384', 'gcm', true],
  ['ECDHE-RSA-AES256-GCM-SHA384', 'gcm', true],
  ['ECDHE-ECDSA-AES256-SHA384', 'sha2', true],
  ['ECDHE-RSA-AES256-SHA384', 'sha2', true],
  ['ECDHE-RSA-AES256-SHA', 'sha1', true],
  ['ECDHE-ECDSA-AES256-SHA', 'sha1', true],
  ['AES128-GCM-SHA256', 'gcm', false],
  ['AES128-SHA256', 'sha2', false],
  ['AES128-SHA', 'sha1', false],
  ['AES256-GCM-SHA384', 'gcm', false],
  ['AES256-SHA256', 'sha2', false],
  ['AES256-SHA', 'sha1', false],
]

interface Ciphers {
  readonly kinds: readonly string[]
  /** Only those with forward secrecy. */
  readonly forward: boolean
}

const none: Ciphers = { kinds: [], forward: true }
const restricted: Ciphers = { kinds: ['gcm'], forward: true }
const strong: Ciphers = { kinds: ['gcm', 'sha2'], forward: true }
const forwardSecret: Ciphers = { kinds: ['gcm', 'sha2', 'sha1'], forward: true }
const noSha1: Ciphers = { kinds: ['gcm', 'sha2'], forward: false }
const all: Ciphers = { kinds: ['gcm', 'sha2', 'sha1'], forward: false }

const versions = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1']

function policy(name: string, newest: string, oldest: string, which: Ciphers): Elbv2.SslPolicy {
  const SslProtocols = versions.slice(versions.indexOf(newest), versions.indexOf(oldest) + 1)
  const chosen = ciphers
    .filter(([, kind, forward]) => which.kinds.includes(kind) && (forward || !which.forward))
    .map(([cipher]) => cipher)
  const names = newest === 'TLSv1.3' ? [...tls13, ...chosen] : chosen
  return {
    SslProtocols,
    Ciphers: names.map((Name, i) => ({ Name, Priority: i + 1 })),
    Name: `ELBSecurityPolicy-${name}`,
    SupportedLoadBalancerTypes: ['application', 'network'],
  }
}

const policies: readonly Elbv2.SslPolicy[] = [
  policy('TLS13-1-2-Res-PQ-2025-09', 'TLSv1.3', 'TLSv1.2', restricted),
  policy('TLS13-1-2-PQ-2025-09', 'TLSv1.3', 'TLSv1.2', strong),
  policy('TLS13-1-3-PQ-2025-09', 'TLSv1.3', 'TLSv1.3', none),
  policy('TLS13-1-2-2021-06', 'TLSv1.3', 'TLSv1.2', strong),
  policy('TLS13-1-2-Res-2021-06', 'TLSv1.3', 'TLSv1.2', restricted),
  policy('TLS13-1-2-Ext1-2021-06', 'TLSv1.3', 'TLSv1.2', noSha1),
  policy('TLS13-1-2-Ext2-2021-06', 'TLSv1.3', 'TLSv1.2', all),
  policy('TLS13-1-1-2021-06', 'TLSv1.3', 'TLSv1.1', all),
  policy('TLS13-1-0-2021-06', 'TLSv1.3', 'TLSv1', all),
  policy('TLS13-1-3-2021-06', 'TLSv1.3', 'TLSv1.3', none),
  policy('TLS-1-2-2017-01', 'TLSv1.2', 'TLSv1.2', noSha1),
  policy('TLS-1-2-Ext-2018-06', 'TLSv1.2', 'TLSv1.2', all),
  policy('TLS-1-1-2017-01', 'TLSv1.2', 'TLSv1.1', all),
  policy('2016-08', 'TLSv1.2', 'TLSv1', all),
  policy('FS-2018-06', 'TLSv1.2', 'TLSv1', forwardSecret),
  policy('FS-1-1-2019-08', 'TLSv1.2', 'TLSv1.1', forwardSecret),
  policy('FS-1-2-2019-08', 'TLSv1.2', 'TLSv1.2', forwardSecret),
  policy('FS-1-2-Res-2019-08', 'TLSv1.2', 'TLSv1.2', strong),
  policy('FS-1-2-Res-2020-10', 'TLSv1.2', 'TLSv1.2', restricted),
]

/** What a listener has that was made without saying: "Other methods (for example, the AWS CLI …)". */
export const usualSslPolicy = 'ELBSecurityPolicy-2016-08'

export function requireSslPolicy(name: string): Elbv2.SslPolicy {
  const found = policies.find((one) => one.Name === name)
  if (found) return found
  throw new AwsError('SSLPolicyNotFound', `SSL policy '${name}' not found`)
}

export const describeSslPolicies = operation(
  'elbv2',
  'DescribeSSLPolicies',
  {
    fidelity: { simplified: 'The FIPS and RFC 9151 policies are not listed.' },
    source: 'Network Load Balancer guide, describe-ssl-policies',
  },
  ({ Names = [], LoadBalancerType, ...asked }) => {
    const selected = (Names.length ? Names.map(requireSslPolicy) : policies).filter(
      ({ SupportedLoadBalancerTypes = [] }) =>
        LoadBalancerType === undefined || SupportedLoadBalancerTypes.includes(LoadBalancerType),
    )
    const { items, NextMarker } = pageByMarker(selected, asked, usualPage)
    return { SslPolicies: items, ...(NextMarker && { NextMarker }) }
  },
)
