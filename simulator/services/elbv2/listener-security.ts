import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { invalidConfiguration, validationError } from './errors.ts'
import { requireSslPolicy, usualSslPolicy } from './ssl-policies.ts'

// What encrypts the connections of a listener: certificate, policy, ALPN, certificates of clients.

/** The members of a listener that say so. */
export type Security = Pick<
  Elbv2.Listener,
  'Certificates' | 'SslPolicy' | 'AlpnPolicy' | 'MutualAuthentication'
>

export const isSecure = (protocol: Elbv2.ProtocolEnum | undefined): boolean =>
  protocol === 'TLS' || protocol === 'HTTPS'

/** What a listener of a protocol has, with what a request says and what it had before. */
export function securityOf(
  ctx: Context,
  protocol: Elbv2.ProtocolEnum | undefined,
  asked: Security,
  before: Security = {},
): Security {
  if (!isSecure(protocol)) {
    refuseSecurity(protocol, asked)
    return {}
  }
  const Certificates = asked.Certificates ?? before.Certificates
  if (!Certificates?.length)
    throw validationError(`A certificate must be specified for ${protocol} listeners`)
  if (Certificates.length > 1) {
    throw validationError(`Only one certificate can be specified for ${protocol} listeners`)
  }
  const arn = requireCertificate(ctx, Certificates[0]!)
  const SslPolicy = requireSslPolicy(asked.SslPolicy ?? before.SslPolicy ?? usualSslPolicy).Name
  const AlpnPolicy = requireAlpn(protocol, asked.AlpnPolicy ?? before.AlpnPolicy)
  const MutualAuthentication = requireMutual(
    protocol,
    asked.MutualAuthentication ?? before.MutualAuthentication,
  )
  return {
    Certificates: [{ CertificateArn: arn }],
    SslPolicy,
    ...(AlpnPolicy && { AlpnPolicy }),
    ...(MutualAuthentication && { MutualAuthentication }),
  }
}

function refuseSecurity(protocol: Elbv2.ProtocolEnum | undefined, asked: Security): void {
  const kind = protocol ?? 'gateway'
  if (asked.Certificates?.length) {
    throw validationError(`A certificate cannot be specified for ${kind} listeners`)
  }
  if (asked.SslPolicy !== undefined) {
    throw validationError(`An SSL policy cannot be specified for ${kind} listeners`)
  }
  if (asked.AlpnPolicy?.length) throw alpnNotSupported(kind)
  if (asked.MutualAuthentication !== undefined) throw mutualNotSupported(kind)
}

/** The certificate's ARN, if the certificate can exist. "Do not set IsDefault." */
export function requireCertificate(ctx: Context, { CertificateArn, IsDefault }: Elbv2.Certificate): string {
  if (CertificateArn === undefined) throw validationError('A certificate ARN must be specified')
  if (IsDefault !== undefined)
    throw validationError('You cannot set the isDefault parameter for a certificate')
  const isOfIam = /^arn:aws[a-z-]*:iam::\d{12}:server-certificate\/.+/.test(CertificateArn)
  const isOfAcm = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+/.test(CertificateArn)
  const acm = ctx.families.all.find(({ name }) => name === 'acm:certificate')
  if (isOfIam || (isOfAcm && (!acm || acm.find(ctx, CertificateArn)))) return CertificateArn
  throw new AwsError('CertificateNotFound', `Certificate '${CertificateArn}' not found`)
}

// Network Load Balancer guide, create-listener, "ALPN policies".
const alpnPolicies = ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None']

function requireAlpn(
  protocol: Elbv2.ProtocolEnum | undefined,
  names: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!names?.length) return undefined
  if (protocol !== 'TLS') throw alpnNotSupported(protocol ?? '')
  if (names.length > 1) throw validationError('Only one ALPN policy can be specified')
  const [name = ''] = names
  if (alpnPolicies.includes(name)) return names
  throw new AwsError('ALPNPolicyNotFound', `ALPN policy '${name}' is not supported`)
}

const alpnNotSupported = (kind: string) =>
  validationError(`An ALPN policy cannot be specified for ${kind} listeners`)

function requireMutual(
  protocol: Elbv2.ProtocolEnum | undefined,
  asked: Elbv2.MutualAuthenticationAttributes | undefined,
): Elbv2.MutualAuthenticationAttributes | undefined {
  if (protocol !== 'HTTPS') {
    if (asked !== undefined) throw mutualNotSupported(protocol ?? '')
    return undefined
  }
  const mode = asked?.Mode ?? 'off'
  if (mode === 'verify') throw invalidConfiguration('Trust stores are not simulated.')
  if (mode !== 'off' && mode !== 'passthrough') {
    throw validationError(`Mutual authentication mode '${mode}' must be one of 'off, passthrough, verify'`)
  }
  return { Mode: mode }
}

const mutualNotSupported = (kind: string) =>
  validationError(`Mutual authentication cannot be specified for ${kind} listeners`)
