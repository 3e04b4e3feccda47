import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { accountPublicAccess, accountPublicAccessBlock } from '../s3api/account-public-access.ts'
import { requireOwnAccount } from './accounts.ts'

// S3 user guide, access-control-block-public-access: the settings of an account, for all of its buckets.

export const putPublicAccessBlock = operation(
  's3control',
  'PutPublicAccessBlock',
  { fidelity: 'exact', source: 'S3 Control API reference, PutPublicAccessBlock' },
  ({ AccountId, PublicAccessBlockConfiguration: asked }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    ctx.store.put(accountPublicAccess, {
      account: ctx.account,
      configuration: {
        BlockPublicAcls: asked?.BlockPublicAcls ?? false,
        IgnorePublicAcls: asked?.IgnorePublicAcls ?? false,
        BlockPublicPolicy: asked?.BlockPublicPolicy ?? false,
        RestrictPublicBuckets: asked?.RestrictPublicBuckets ?? false,
      },
    })
    return {}
  },
)

export const getPublicAccessBlock = operation(
  's3control',
  'GetPublicAccessBlock',
  { fidelity: 'exact', source: 'S3 Control API reference, GetPublicAccessBlock' },
  ({ AccountId }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    const configuration = accountPublicAccessBlock(ctx, ctx.account)
    if (configuration) return { PublicAccessBlockConfiguration: configuration }
    throw new AwsError(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
      404,
    )
  },
)

export const deletePublicAccessBlock = operation(
  's3control',
  'DeletePublicAccessBlock',
  { fidelity: 'exact', source: 'S3 Control API reference, DeletePublicAccessBlock' },
  ({ AccountId }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    ctx.store.delete(accountPublicAccess, ctx.account)
    return {}
  },
)
