import { operation } from '../operation.ts'
import { tagsWith } from '../tag-lists.ts'
import { certificates } from './certificates.ts'
import { tagRefusals } from './errors.ts'

export const addTagsToCertificate = operation(
  'acm',
  'AddTagsToCertificate',
  { fidelity: 'exact', source: 'ACM API reference, AddTagsToCertificate' },
  ({ CertificateArn, Tags }, ctx) => {
    const certificate = certificates.require(ctx, CertificateArn)
    certificates.setTags(ctx, certificate, tagsWith(certificate.side.tags, Tags, tagRefusals))
    return {}
  },
)

export const removeTagsFromCertificate = operation(
  'acm',
  'RemoveTagsFromCertificate',
  { fidelity: 'exact', source: 'ACM API reference, RemoveTagsFromCertificate' },
  ({ CertificateArn, Tags }, ctx) => {
    const certificate = certificates.require(ctx, CertificateArn)
    // The page: with a value, a tag is removed only if it has that value.
    const left = certificate.side.tags.filter(
      (tag) =>
        !Tags.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value)),
    )
    certificates.setTags(ctx, certificate, left)
    return {}
  },
)

export const listTagsForCertificate = operation(
  'acm',
  'ListTagsForCertificate',
  { fidelity: 'exact', source: 'ACM API reference, ListTagsForCertificate' },
  ({ CertificateArn }, ctx) => ({
    Tags: certificates.require(ctx, CertificateArn).side.tags.map(({ Key = '', Value }) => ({ Key, Value })),
  }),
)
