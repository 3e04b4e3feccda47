import { AwsError } from '../../api/error.ts'
import type { Acm } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import type { Tag } from '../tags.ts'
import { invalidToken, noSuchCertificate } from './errors.ts'

export interface CertificateSide {
  readonly tags: readonly Tag[]
  /** What was asked for, as text: a request with the same token is answered with the same certificate. */
  readonly request?: string
  /** Of an imported one. */
  readonly pem?: { readonly certificate: string; readonly chain?: string }
}

export type Certificate = Held<Acm.CertificateDetail, CertificateSide>

export const certificates = family<Acm.CertificateDetail, CertificateSide>({
  service: 'acm',
  resource: 'certificate',
  id: 'CertificateArn',
  prefix: 'arn:aws:acm:certificate',
  missing: noSuchCertificate,
  malformed: (arn) =>
    arn.startsWith('arn:') ? undefined : new AwsError('InvalidArnException', `Invalid Arn: ${arn}`),
  tags: { side: 'tags' },
  view: ({ record }, ctx) => ({ ...record, InUseBy: usersOf(ctx, record.CertificateArn ?? '') }),
})

interface Named {
  readonly CertificateArn?: string
}

/** Load balancers that the certificate is on, by what their listeners say. */
export function usersOf(ctx: Context, arn: string): string[] {
  const listeners = ctx.families.all.find(({ name }) => name === 'elbv2:listener')?.list(ctx) ?? []
  const users = listeners
    .filter(({ record }) =>
      ((record['Certificates'] ?? []) as readonly Named[]).some((one) => one.CertificateArn === arn),
    )
    .map(({ record }) => String(record['LoadBalancerArn']))
  return [...new Set(users)]
}

export const describeCertificate = operation(
  'acm',
  'DescribeCertificate',
  { fidelity: 'exact', source: 'ACM API reference, DescribeCertificate' },
  ({ CertificateArn }, ctx) => ({
    Certificate: certificates.print(ctx, certificates.require(ctx, CertificateArn)),
  }),
)

export const listCertificates = operation(
  'acm',
  'ListCertificates',
  {
    fidelity: { simplified: 'Certificates are not chosen by key usage, and are listed newest first.' },
    source: 'ACM API reference, ListCertificates',
  },
  ({ CertificateStatuses, Includes, MaxItems = 1000, NextToken, SortOrder }, ctx) => {
    // The page: certificates of keys other than RSA_1024 and RSA_2048 are listed only when their type is asked for.
    const keyTypes: readonly string[] = Includes?.keyTypes ?? ['RSA_1024', 'RSA_2048']
    const found = certificates
      .list(ctx)
      .filter(
        ({ record }) =>
          (!CertificateStatuses?.length || CertificateStatuses.includes(record.Status!)) &&
          keyTypes.includes(record.KeyAlgorithm ?? ''),
      )
    if (SortOrder !== 'ASCENDING') found.reverse()
    const { items, next } = pageByToken(found, { size: MaxItems, token: NextToken }, invalidToken)
    return {
      CertificateSummaryList: items.map(({ record }) => summarise(ctx, record)),
      ...(next && { NextToken: next }),
    }
  },
)

function summarise(ctx: Context, record: Acm.CertificateDetail): Acm.CertificateSummary {
  const { NotBefore, NotAfter, IssuedAt, ImportedAt } = record
  return {
    CertificateArn: record.CertificateArn,
    DomainName: record.DomainName,
    SubjectAlternativeNameSummaries: record.SubjectAlternativeNames,
    HasAdditionalSubjectAlternativeNames: false,
    Status: record.Status,
    Type: record.Type,
    KeyAlgorithm: record.KeyAlgorithm,
    KeyUsages: record.KeyUsages?.flatMap(({ Name }) => (Name === undefined ? [] : [Name])),
    ExtendedKeyUsages: record.ExtendedKeyUsages?.flatMap(({ Name }) => (Name === undefined ? [] : [Name])),
    InUse: usersOf(ctx, record.CertificateArn ?? '').length > 0,
    RenewalEligibility: record.RenewalEligibility,
    ...(NotBefore !== undefined && { NotBefore, NotAfter }),
    CreatedAt: record.CreatedAt,
    ...(IssuedAt !== undefined && { IssuedAt }),
    ...(ImportedAt !== undefined && { ImportedAt }),
  }
}

export const getCertificate = operation(
  'acm',
  'GetCertificate',
  {
    fidelity: { simplified: 'Certificates that were imported can be read; those issued here have no text.' },
    source: 'ACM API reference, GetCertificate',
  },
  ({ CertificateArn }, ctx) => {
    const { record, side } = certificates.require(ctx, CertificateArn)
    if (side.pem) {
      const { certificate, chain } = side.pem
      return { Certificate: certificate, ...(chain !== undefined && { CertificateChain: chain }) }
    }
    const why =
      record.Status === 'PENDING_VALIDATION'
        ? `Certificate ${CertificateArn} is still being issued: its status is ${record.Status}.`
        : `Certificate ${CertificateArn} was issued in the simulation, which makes no certificate text.`
    throw new AwsError('RequestInProgressException', why)
  },
)

export const deleteCertificate = operation(
  'acm',
  'DeleteCertificate',
  { fidelity: 'exact', source: 'ACM API reference, DeleteCertificate' },
  ({ CertificateArn }, ctx) => {
    const certificate = certificates.require(ctx, CertificateArn)
    if (usersOf(ctx, CertificateArn).length) {
      throw new AwsError('ResourceInUseException', `Certificate ${CertificateArn} is in use.`)
    }
    certificates.remove(ctx, certificate)
    return {}
  },
)
