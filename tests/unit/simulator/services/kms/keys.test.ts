import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/api/generated/types.d.ts'
import { kms } from '../../../../../simulator/services/kms/index.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

await contract.need('kms')

type Name = keyof Operations['kms'] & string

function keyWorld() {
  const cloud = testCloud('kms', [ec2, kms])
  const ask = <N extends Name>(operation: N, input?: Input<'kms', N>) => cloud.call('kms', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'kms', N>) =>
    cloud.refusedBy('kms', operation, input)
  const { KeyId = '', Arn = '' } = ask('CreateKey', {}).KeyMetadata!
  ask('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId })
  const encrypt = (text: string, EncryptionContext?: Record<string, string>) =>
    ask('Encrypt', { KeyId, Plaintext: new TextEncoder().encode(text), EncryptionContext }).CiphertextBlob!
  const decrypt = (CiphertextBlob: Uint8Array, EncryptionContext?: Record<string, string>) =>
    new TextDecoder().decode(ask('Decrypt', { CiphertextBlob, EncryptionContext }).Plaintext as Uint8Array)
  return { ...cloud, ask, refused, KeyId, Arn, encrypt, decrypt }
}

const day = 86_400

describe('a key', () => {
  it('is found by id, ARN, alias and alias ARN', () => {
    const { ask, KeyId, Arn } = keyWorld()
    for (const id of [KeyId, Arn, 'alias/app', 'arn:aws:kms:us-east-1:123456789012:alias/app']) {
      expect(ask('DescribeKey', { KeyId: id }).KeyMetadata).toMatchObject({ KeyId, Arn, KeyState: 'Enabled' })
    }
    expect(ask('ListKeys').Keys).toEqual([{ KeyId, KeyArn: Arn }])
    expect(ask('ListAliases', { KeyId }).Aliases!.map(({ AliasName }) => AliasName)).toEqual(['alias/app'])
  })

  it('that is not there', () => {
    const { refused } = keyWorld()
    expect(refused('DescribeKey', { KeyId: '11111111-2222-3333-4444-555555555555' })).toBe(
      "NotFoundException: Key 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555' does not exist",
    )
    expect(refused('DescribeKey', { KeyId: 'alias/none' })).toBe(
      'NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.',
    )
  })

  it('that is disabled does nothing until it is enabled', () => {
    const { ask, refused, KeyId, Arn, encrypt } = keyWorld()
    ask('DisableKey', { KeyId })
    expect(refused('Encrypt', { KeyId, Plaintext: new Uint8Array(1) })).toBe(
      `DisabledException: ${Arn} is disabled.`,
    )
    ask('EnableKey', { KeyId })
    encrypt('x')
  })

  it('is deleted when its days are over, unless that is cancelled', () => {
    const { ask, refused, pass, KeyId, Arn } = keyWorld()
    expect(ask('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }).DeletionDate).toBe(
      '2026-11-09T09:00:00.000Z',
    )
    expect(refused('EnableKey', { KeyId })).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`)
    pass(6 * day)
    ask('CancelKeyDeletion', { KeyId })
    pass(3 * day)
    expect(ask('DescribeKey', { KeyId }).KeyMetadata!.KeyState).toBe('Disabled')
    ask('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })
    pass(8 * day)
    expect(refused('DescribeKey', { KeyId: 'alias/app' })).toMatch(/^NotFoundException/)
  })

  it('has a policy and tags', () => {
    const { ask, refused, KeyId } = keyWorld()
    expect(JSON.parse(ask('GetKeyPolicy', { KeyId }).Policy!).Statement[0].Principal.AWS).toBe(
      'arn:aws:iam::123456789012:root',
    )
    expect(refused('PutKeyPolicy', { KeyId, Policy: '{' })).toMatch(/^MalformedPolicyDocumentException/)
    ask('TagResource', { KeyId, Tags: [{ TagKey: 'k', TagValue: 'v' }] })
    expect(ask('ListResourceTags', { KeyId }).Tags).toEqual([{ TagKey: 'k', TagValue: 'v' }])
  })

  it.each([
    ['app', /^ValidationException: Alias must start with/],
    ['alias/aws/s3', /^NotAuthorizedException/],
    ['alias/a b', /^(InvalidAliasName|Validation)Exception/],
    ['alias/app', /^AlreadyExistsException: An alias with the name arn:.*alias\/app already exists/],
  ])('under the alias %s is refused', (AliasName, error) => {
    const { refused, KeyId } = keyWorld()
    expect(refused('CreateAlias', { AliasName, TargetKeyId: KeyId })).toMatch(error)
  })
})

describe('encryption', () => {
  it('is undone by decryption alone, and tells nothing', () => {
    const { encrypt, decrypt } = keyWorld()
    const secret = 'a secret that is longer than thirty-two bytes'
    const sealed = encrypt(secret)
    expect(atob(new TextDecoder().decode(sealed).replace('hopwise-kms:', ''))).not.toContain('secret')
    expect(encrypt(secret)).not.toEqual(sealed)
    expect(decrypt(sealed)).toBe(secret)
  })

  it('is bound to its context and to every byte', () => {
    const { refused, encrypt, decrypt } = keyWorld()
    const CiphertextBlob = encrypt('x', { a: '1', b: '2' })
    expect(decrypt(CiphertextBlob, { b: '2', a: '1' })).toBe('x')
    const error = 'InvalidCiphertextException: '
    expect(refused('Decrypt', { CiphertextBlob, EncryptionContext: { a: '1' } })).toBe(error)
    expect(refused('Decrypt', { CiphertextBlob: CiphertextBlob.slice(0, -4) })).toBe(error)
    expect(refused('Decrypt', { CiphertextBlob: new Uint8Array(9) })).toBe(error)
  })

  it('goes from key to key', () => {
    const { ask, encrypt, decrypt } = keyWorld()
    const { Arn = '' } = ask('CreateKey', {}).KeyMetadata!
    const moved = ask('ReEncrypt', { CiphertextBlob: encrypt('x'), DestinationKeyId: Arn })
    expect(moved.KeyId).toBe(Arn)
    expect(decrypt(moved.CiphertextBlob!)).toBe('x')
  })

  it('makes keys for data', () => {
    const { ask, KeyId } = keyWorld()
    const { CiphertextBlob, Plaintext } = ask('GenerateDataKey', { KeyId, KeySpec: 'AES_256' })
    expect(Plaintext).toHaveLength(32)
    expect(ask('Decrypt', { CiphertextBlob }).Plaintext).toEqual(Plaintext)
  })
})
