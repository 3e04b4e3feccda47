import { describe, expect, it } from 'vitest'
import { otherAccount, testCloud } from '../cloud.ts'

const publicKey = new TextEncoder().encode(`ssh-ed25519 ${'A'.repeat(68)} me@home\n`)

describe('a key pair', () => {
  it('is created with a private key that is shown once', () => {
    const { ask } = testCloud()
    const created = ask('CreateKeyPair', {
      KeyName: 'mine',
      TagSpecifications: [{ ResourceType: 'key-pair', Tags: [{ Key: 'Name', Value: 'a' }] }],
    })
    expect(created).toEqual({
      KeyPairId: expect.stringMatching(/^key-0[0-9a-f]{16}$/),
      Tags: [{ Key: 'Name', Value: 'a' }],
      KeyName: 'mine',
      KeyFingerprint: expect.stringMatching(/^[0-9a-f]{2}(:[0-9a-f]{2}){19}$/),
      KeyMaterial: expect.stringMatching(
        /^-----BEGIN RSA PRIVATE KEY-----\n[\s\S]+\n-----END RSA PRIVATE KEY-----$/,
      ),
    })
    expect(ask('DescribeKeyPairs').KeyPairs).toEqual([
      {
        KeyPairId: created.KeyPairId,
        KeyType: 'rsa',
        Tags: [{ Key: 'Name', Value: 'a' }],
        CreateTime: '2026-11-02T09:00:00.000Z',
        KeyName: 'mine',
        KeyFingerprint: created.KeyFingerprint,
      },
    ])
  })

  it('is imported from a public key, and shows it when asked', () => {
    const { ask } = testCloud()
    const imported = ask('ImportKeyPair', { KeyName: 'mine', PublicKeyMaterial: publicKey })
    expect(imported).not.toHaveProperty('KeyMaterial')
    const [shown] = ask('DescribeKeyPairs', { KeyNames: ['mine'], IncludePublicKey: true }).KeyPairs!
    expect(shown).toMatchObject({ KeyType: 'ed25519', PublicKey: `ssh-ed25519 ${'A'.repeat(68)} mine` })
  })

  it('imported twice has one fingerprint', () => {
    const { ask } = testCloud()
    const [one, two] = ['one', 'two'].map((KeyName) =>
      ask('ImportKeyPair', { KeyName, PublicKeyMaterial: publicKey }),
    )
    expect(one?.KeyFingerprint).toBe(two?.KeyFingerprint)
  })

  it('is deleted by name or id, and deleting it again succeeds', () => {
    const { ask } = testCloud()
    const { KeyPairId } = ask('CreateKeyPair', { KeyName: 'mine' })
    expect(ask('DeleteKeyPair', { KeyName: 'mine' })).toEqual({ Return: true, KeyPairId })
    expect(ask('DeleteKeyPair', { KeyName: 'mine' })).toEqual({ Return: true })
    const other = ask('CreateKeyPair', { KeyName: 'other' }).KeyPairId
    ask('DeleteKeyPair', { KeyPairId: other })
    expect(ask('DescribeKeyPairs').KeyPairs).toEqual([])
  })

  it('has a name that is free in its account', () => {
    const { ask, refused } = testCloud()
    ask('CreateKeyPair', { KeyName: 'mine' })
    expect(refused('CreateKeyPair', { KeyName: 'mine' })).toBe(
      'InvalidKeyPair.Duplicate: The keypair already exists',
    )
    ask('CreateKeyPair', { KeyName: 'mine' }, { account: otherAccount })
  })

  it.each([
    [
      'no name and no id',
      'DeleteKeyPair',
      {},
      'MissingParameter: The request must contain the parameter keyName or keyPairId',
    ],
    [
      'an unknown name',
      'DescribeKeyPairs',
      { KeyNames: ['mine'] },
      "InvalidKeyPair.NotFound: The key pair 'mine' does not exist",
    ],
    [
      'an unknown id',
      'DescribeKeyPairs',
      { KeyPairIds: ['key-1'] },
      "InvalidKeyPair.NotFound: The key pair ID 'key-1' does not exist",
    ],
    [
      'what is no public key',
      'ImportKeyPair',
      { KeyName: 'mine', PublicKeyMaterial: new TextEncoder().encode('secret') },
      'InvalidKey.Format: Key is not in valid OpenSSH public key format',
    ],
  ] as const)('%s is refused', (_, operation, request, message) => {
    expect(testCloud().refused(operation, request as never)).toBe(message)
  })

  const world = testCloud()
  const rsa = world.ask('CreateKeyPair', { KeyName: 'rsa' })
  world.ask('CreateKeyPair', {
    KeyName: 'curve',
    KeyType: 'ed25519',
    TagSpecifications: [{ ResourceType: 'key-pair', Tags: [{ Key: 'Name', Value: 'a' }] }],
  })
  it.each<[string, string | undefined, string[]]>([
    ['key-pair-id', rsa.KeyPairId, ['rsa']],
    ['fingerprint', rsa.KeyFingerprint, ['rsa']],
    ['key-name', 'c*', ['curve']],
    ['tag-key', 'Name', ['curve']],
    ['tag:Name', 'a', ['curve']],
  ])('is filtered by %s', (Name, value, expected) => {
    const { KeyPairs } = world.ask('DescribeKeyPairs', { Filters: [{ Name, Values: [value ?? ''] }] })
    expect(KeyPairs?.map((one) => one.KeyName)).toEqual(expected)
  })
})
