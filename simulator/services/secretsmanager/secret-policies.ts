import { AwsError } from '../../api/error.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { requireLive, requireSecret, secrets } from './secrets.ts'

export const putResourcePolicy = operation(
  'secretsmanager',
  'PutResourcePolicy',
  { fidelity: 'exact', source: 'Secrets Manager API reference, PutResourcePolicy' },
  ({ SecretId, ResourcePolicy, BlockPublicPolicy }, ctx) => {
    const held = requireLive(ctx, SecretId)
    const { policy } = readPolicy(ResourcePolicy, 'resource')
    if (!policy) {
      throw new AwsError('MalformedPolicyDocumentException', 'This resource policy contains a syntax error.')
    }
    const isOpen = policy.statements.some(
      ({ effect, principal, conditions }) =>
        effect === 'Allow' && principal?.names.everyone && !conditions.length,
    )
    if (BlockPublicPolicy && isOpen) {
      throw new AwsError(
        'PublicPolicyException',
        "You can't attach a resource policy that grants broad access to the secret.",
      )
    }
    secrets.update(ctx, held, {}, { policy: ResourcePolicy })
    return { ARN: held.record.ARN, Name: held.record.Name }
  },
)

export const getResourcePolicy = operation(
  'secretsmanager',
  'GetResourcePolicy',
  { fidelity: 'exact', source: 'Secrets Manager API reference, GetResourcePolicy' },
  ({ SecretId }, ctx) => {
    const { record, side } = requireSecret(ctx, SecretId)
    return present({ ARN: record.ARN, Name: record.Name, ResourcePolicy: side.policy })
  },
)

export const deleteResourcePolicy = operation(
  'secretsmanager',
  'DeleteResourcePolicy',
  { fidelity: 'exact', source: 'Secrets Manager API reference, DeleteResourcePolicy' },
  ({ SecretId }, ctx) => {
    const held = requireLive(ctx, SecretId)
    secrets.update(ctx, held, {}, { policy: undefined })
    return { ARN: held.record.ARN, Name: held.record.Name }
  },
)
