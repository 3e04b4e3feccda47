import { AwsError } from '../../api/error.ts'
import type { Acm } from '../../api/generated/types.d.ts'
import { rollText, rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsWith } from '../tag-lists.ts'
import { certificates } from './certificates.ts'
import { invalid, tagRefusals } from './errors.ts'

const label = /^(\*\.)?([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/i

/** ACM user guide, acm-limits: names in one certificate, before more are asked for. */
const mostNames = 10
const days = 24 * 3600 * 1000

const newArn = (ctx: Context): string =>
  `arn:aws:acm:${ctx.region}:${ctx.account}:certificate/${rollUuid(ctx.store)}`

const hex = '0123456789abcdef'

/** ACM user guide, dns-validation: the same CNAME stands for a name and for all names one below it. */
function validationOf(
  ctx: Context,
  domain: string,
  method: Acm.ValidationMethod,
  records: Map<string, Acm.ResourceRecord>,
  validationDomain = domain,
): Acm.DomainValidation {
  const common = {
    DomainName: domain,
    ValidationStatus: 'PENDING_VALIDATION' as const,
    ValidationMethod: method,
  }
  const base = domain.replace(/^\*\./, '')
  if (method === 'EMAIL') {
    const people = ['administrator', 'hostmaster', 'postmaster', 'webmaster', 'admin']
    const ValidationDomain = validationDomain.replace(/^\*\./, '')
    const ValidationEmails = people.map((name) => `${name}@${ValidationDomain}`)
    return { ...common, ValidationEmails, ValidationDomain }
  }
  const record = records.get(base) ?? {
    Name: `_${rollText(ctx.store, hex, 32)}.${base}.`,
    Type: 'CNAME' as const,
    Value: `_${rollText(ctx.store, hex, 32)}.${rollText(ctx.store, 'bcdfghjklmnpqrstvwxz', 10)}.acm-validations.aws.`,
  }
  records.set(base, record)
  return { ...common, ValidationDomain: domain, ResourceRecord: record }
}

export const requestCertificate = operation(
  'acm',
  'RequestCertificate',
  {
    fidelity: {
      simplified:
        'A certificate is issued after some minutes, whether or not its CNAME was published or its e-mail answered.',
    },
    source: 'ACM API reference, RequestCertificate',
  },
  (input, ctx) => {
    const { Tags, IdempotencyToken, ValidationMethod = 'EMAIL', KeyAlgorithm = 'RSA_2048' } = input
    const names = [...new Set([input.DomainName, ...(input.SubjectAlternativeNames ?? [])])]
    const wrong = names.find((name) => !label.test(name))
    if (wrong !== undefined) {
      throw new AwsError('InvalidDomainValidationOptionsException', `The domain name ${wrong} is not valid.`)
    }
    if (names.length > mostNames) {
      throw new AwsError('LimitExceededException', `The certificate has more than ${mostNames} domain names.`)
    }
    // The page: a token makes a request safe to repeat for an hour.
    const request = IdempotencyToken === undefined ? undefined : JSON.stringify(input)
    const same =
      request === undefined
        ? undefined
        : certificates
            .list(ctx)
            .find(
              ({ record, side }) =>
                side.request === request && ctx.now - Date.parse(record.CreatedAt ?? '') < 3_600_000,
            )
    if (same) return { CertificateArn: certificates.idOf(same) }
    const CertificateArn = newArn(ctx)
    const records = new Map<string, Acm.ResourceRecord>()
    const options = input.DomainValidationOptions ?? []
    certificates.create(
      ctx,
      {
        CertificateArn,
        DomainName: input.DomainName,
        SubjectAlternativeNames: names,
        ...(input.ManagedBy !== undefined && { ManagedBy: input.ManagedBy }),
        DomainValidationOptions: names.map((name) => {
          const asked = options.find(({ DomainName }) => DomainName === name)
          return validationOf(ctx, name, ValidationMethod, records, asked?.ValidationDomain)
        }),
        Subject: `CN=${input.DomainName}`,
        Issuer: 'Amazon',
        CreatedAt: timestamp(ctx.now),
        Status: 'PENDING_VALIDATION',
        KeyAlgorithm,
        SignatureAlgorithm: KeyAlgorithm.startsWith('EC_') ? 'SHA256WITHECDSA' : 'SHA256WITHRSA',
        InUseBy: [],
        Type: 'AMAZON_ISSUED',
        KeyUsages: [],
        ExtendedKeyUsages: [],
        RenewalEligibility: 'INELIGIBLE',
        Options: {
          CertificateTransparencyLoggingPreference:
            input.Options?.CertificateTransparencyLoggingPreference ?? 'ENABLED',
          Export: input.Options?.Export ?? 'DISABLED',
        },
      },
      { tags: tagsWith([], Tags, tagRefusals), ...(request !== undefined && { request }) },
    )
    ctx.after('certificate-issued', 'certificate-issued', { arn: CertificateArn })
    return { CertificateArn }
  },
)

export const certificateIssued = due<{ arn: string }>('certificate-issued', ({ arn }, ctx) => {
  const certificate = certificates.get(ctx, arn)
  if (!certificate) return
  const { record } = certificate
  const at = ctx.now - (ctx.now % days)
  certificates.update(ctx, certificate, {
    Status: 'ISSUED',
    Serial: (rollText(ctx.store, hex, 32).match(/../g) ?? []).join(':'),
    IssuedAt: timestamp(ctx.now),
    NotBefore: timestamp(at),
    // ACM user guide, acm-certificate-characteristics: valid for 198 days.
    NotAfter: timestamp(at + 198 * days - 1000),
    RenewalEligibility: 'INELIGIBLE',
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }],
    ExtendedKeyUsages: [
      { Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' },
      { Name: 'TLS_WEB_CLIENT_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.2' },
    ],
    DomainValidationOptions: record.DomainValidationOptions?.map((one) => ({
      ...one,
      ValidationStatus: 'SUCCESS' as const,
    })),
  })
})

export const updateCertificateOptions = operation(
  'acm',
  'UpdateCertificateOptions',
  { fidelity: 'exact', source: 'ACM API reference, UpdateCertificateOptions' },
  ({ CertificateArn, Options }, ctx) => {
    const certificate = certificates.require(ctx, CertificateArn)
    if (certificate.record.Type === 'IMPORTED') {
      throw new AwsError('InvalidStateException', `Certificate ${CertificateArn} was imported.`)
    }
    certificates.update(ctx, certificate, { Options: { ...certificate.record.Options, ...Options } })
    return {}
  },
)

export const renewCertificate = operation(
  'acm',
  'RenewCertificate',
  {
    fidelity: { simplified: 'Only certificates of a private authority can be renewed, and there are none.' },
    source: 'ACM API reference, RenewCertificate',
  },
  ({ CertificateArn }, ctx) => {
    certificates.require(ctx, CertificateArn)
    throw invalid(`Certificate ${CertificateArn} is not a private certificate that was exported.`)
  },
)

export const resendValidationEmail = operation(
  'acm',
  'ResendValidationEmail',
  {
    fidelity: { simplified: 'No e-mail is sent.' },
    source: 'ACM API reference, ResendValidationEmail',
  },
  ({ CertificateArn, Domain }, ctx) => {
    const { record } = certificates.require(ctx, CertificateArn)
    const validation = record.DomainValidationOptions?.find(({ DomainName }) => DomainName === Domain)
    if (record.Status !== 'PENDING_VALIDATION' || validation?.ValidationMethod !== 'EMAIL') {
      throw new AwsError(
        'InvalidStateException',
        `Certificate ${CertificateArn} does not wait for validation of ${Domain} by e-mail.`,
      )
    }
    return {}
  },
)
