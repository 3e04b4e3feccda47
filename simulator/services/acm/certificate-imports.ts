import { rollUuid } from '../../kernel/random.ts'
import { timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsWith } from '../tag-lists.ts'
import { certificates } from './certificates.ts'
import { invalid, tagRefusals } from './errors.ts'
import { certificatesIn, namesIn } from './pem.ts'

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export const importCertificate = operation(
  'acm',
  'ImportCertificate',
  {
    fidelity: {
      simplified:
        'Names are read from the certificate; dates, key and chain are not checked, and the key is taken to be RSA_2048.',
    },
    source: 'ACM API reference, ImportCertificate',
  },
  ({ CertificateArn: before, Certificate, PrivateKey, CertificateChain, Tags }, ctx) => {
    const certificate = textOf(Certificate)
    const [bytes, ...more] = certificatesIn(certificate)
    if (bytes === undefined) {
      throw invalid(
        'Could not parse the certificate. The certificate must be a valid PEM-encoded X.509 certificate.',
      )
    }
    if (more.length) {
      throw invalid(
        'The certificate field contains more than one certificate. You can specify only one certificate in this field.',
      )
    }
    if (!/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/.test(textOf(PrivateKey))) {
      throw invalid('The private key is not supported.')
    }
    const { commonName, alternatives } = namesIn(bytes)
    const DomainName = commonName ?? alternatives[0] ?? ''
    const chain = CertificateChain && textOf(CertificateChain)
    const names = alternatives.length ? alternatives : [DomainName]
    const changed = {
      DomainName,
      SubjectAlternativeNames: names,
      Subject: `CN=${DomainName}`,
      ImportedAt: timestamp(ctx.now),
    }
    const pem = { certificate, ...(chain !== undefined && { chain }) }
    if (before !== undefined) {
      const held = certificates.require(ctx, before)
      if (held.record.Type !== 'IMPORTED') throw invalid(`Certificate ${before} was not imported.`)
      // The page: tags can be given with the first import only.
      if (Tags?.length) throw invalid('You cannot add tags when you reimport a certificate.')
      certificates.update(ctx, held, changed, { pem })
      return { CertificateArn: before }
    }
    const CertificateArn = `arn:aws:acm:${ctx.region}:${ctx.account}:certificate/${rollUuid(ctx.store)}`
    certificates.create(
      ctx,
      {
        CertificateArn,
        ...changed,
        CreatedAt: timestamp(ctx.now),
        Status: 'ISSUED',
        KeyAlgorithm: 'RSA_2048',
        SignatureAlgorithm: 'SHA256WITHRSA',
        InUseBy: [],
        Type: 'IMPORTED',
        KeyUsages: [],
        ExtendedKeyUsages: [],
        RenewalEligibility: 'INELIGIBLE',
        Options: { CertificateTransparencyLoggingPreference: 'DISABLED', Export: 'DISABLED' },
      },
      { tags: tagsWith([], Tags, tagRefusals), pem },
    )
    return { CertificateArn }
  },
)
