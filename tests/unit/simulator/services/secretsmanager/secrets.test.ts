import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/api/generated/types.d.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { secretsmanager } from '../../../../../simulator/services/secretsmanager/index.ts'
import { testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

await contract.need('secretsmanager')

type Name = keyof Operations['secretsmanager'] & string

function secretWorld() {
  const cloud = testCloud('secrets', [ec2, secretsmanager])
  const ask = <N extends Name>(operation: N, input?: Input<'secretsmanager', N>) =>
    cloud.call('secretsmanager', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'secretsmanager', N>) =>
    cloud.refusedBy('secretsmanager', operation, input)
  const made = ask('CreateSecret', { Name: 'db/password', SecretString: 'one' })
  const value = (VersionStage?: string) =>
    ask('GetSecretValue', { SecretId: 'db/password', VersionStage }).SecretString
  return { ...cloud, ask, refused, made, value }
}

const SecretId = 'db/password'
const day = 86_400

describe('a secret', () => {
  it('is found by name, by ARN and by the ARN without its end', () => {
    const { ask, made } = secretWorld()
    expect(made.ARN).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:db\/password-[A-Za-z0-9]{6}$/,
    )
    for (const id of [SecretId, made.ARN!, made.ARN!.slice(0, -7)]) {
      expect(ask('GetSecretValue', { SecretId: id }).SecretString).toBe('one')
    }
  })

  it('keeps the value before the last one', () => {
    const { ask, refused, value } = secretWorld()
    const second = ask('PutSecretValue', { SecretId, SecretString: 'two' })
    expect([value(), value('AWSCURRENT'), value('AWSPREVIOUS')]).toEqual(['two', 'two', 'one'])
    ask('UpdateSecret', { SecretId, SecretString: 'three' })
    expect([value(), value('AWSPREVIOUS')]).toEqual(['three', 'two'])
    expect(ask('DescribeSecret', { SecretId }).VersionIdsToStages![second.VersionId!]).toEqual([
      'AWSPREVIOUS',
    ])
    expect(refused('GetSecretValue', { SecretId, VersionStage: 'MINE' })).toBe(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: MINE",
    )
  })

  it('moves a stage from version to version', () => {
    const { ask, made, value } = secretWorld()
    const { VersionId } = ask('PutSecretValue', { SecretId, SecretString: 'two' })
    ask('UpdateSecretVersionStage', {
      SecretId,
      VersionStage: 'AWSCURRENT',
      RemoveFromVersionId: VersionId,
      MoveToVersionId: made.VersionId,
    })
    expect([value(), value('AWSPREVIOUS')]).toEqual(['one', 'two'])
  })

  it('that is deleted can be restored within its window, and not after', () => {
    const { ask, refused, pass, value } = secretWorld()
    const { DeletionDate } = ask('DeleteSecret', { SecretId, RecoveryWindowInDays: 7 })
    expect(DeletionDate).toBe('2026-11-09T09:00:00.000Z')
    expect(refused('GetSecretValue', { SecretId })).toBe(
      "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
    )
    expect(refused('CreateSecret', { Name: SecretId })).toBe(
      "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
    )
    expect(ask('ListSecrets').SecretList).toEqual([])
    pass(6 * day)
    ask('RestoreSecret', { SecretId })
    pass(3 * day)
    expect(value()).toBe('one')
    ask('DeleteSecret', { SecretId, RecoveryWindowInDays: 7 })
    pass(8 * day)
    expect(refused('RestoreSecret', { SecretId })).toBe(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    )
  })

  it('is gone at once when forced', () => {
    const { ask } = secretWorld()
    ask('DeleteSecret', { SecretId, ForceDeleteWithoutRecovery: true })
    ask('CreateSecret', { Name: SecretId })
  })

  it.each([
    [
      'CreateSecret',
      { Name: SecretId },
      'ResourceExistsException: The operation failed because the secret db/password already exists.',
    ],
    [
      'GetSecretValue',
      { SecretId: 'none' },
      "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    ],
    [
      'DeleteSecret',
      { SecretId, RecoveryWindowInDays: 6 },
      'InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    ],
    [
      'PutSecretValue',
      { SecretId },
      'InvalidParameterException: You must provide either SecretString or SecretBinary.',
    ],
    [
      'PutResourcePolicy',
      { SecretId, ResourcePolicy: '{' },
      'MalformedPolicyDocumentException: This resource policy contains a syntax error.',
    ],
  ] as const)('%s with %j is refused', (operation, input, error) => {
    expect(secretWorld().refused(operation, input as never)).toBe(error)
  })

  it('is listed by what its names begin with', () => {
    const { ask } = secretWorld()
    ask('CreateSecret', { Name: 'api/key', Tags: [{ Key: 'team', Value: 'web' }] })
    const names = (Key: 'name' | 'tag-key', ...Values: string[]) =>
      ask('ListSecrets', { Filters: [{ Key, Values }] }).SecretList!.map(({ Name }) => Name)
    expect(names('name', 'db')).toEqual([SecretId])
    expect(names('name', '!db')).toEqual(['api/key'])
    expect(names('tag-key', 'team')).toEqual(['api/key'])
  })

  it('has a policy', () => {
    const { ask } = secretWorld()
    const ResourcePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    })
    ask('PutResourcePolicy', { SecretId, ResourcePolicy })
    expect(ask('GetResourcePolicy', { SecretId }).ResourcePolicy).toBe(ResourcePolicy)
    ask('DeleteResourcePolicy', { SecretId })
    expect(ask('GetResourcePolicy', { SecretId }).ResourcePolicy).toBeUndefined()
  })
})

describe('a random password', () => {
  it.each([
    [{}, /^[!-~]{32}$/],
    [{ PasswordLength: 8, ExcludePunctuation: true }, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{8}$/],
    [
      { PasswordLength: 5, ExcludePunctuation: true, ExcludeLowercase: true, ExcludeUppercase: true },
      /^\d{5}$/,
    ],
  ])('with %j', (input, shape) => {
    expect(secretWorld().ask('GetRandomPassword', input).RandomPassword).toMatch(shape)
  })
})
