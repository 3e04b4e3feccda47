import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { rollText, scramble } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import type { Held, Scope } from '../../world/held.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { publicKeyOf } from './key-material.ts'

type KeyPair = Held<Ec2.KeyPairInfo>

const nameKey = (scope: Scope, name: string) => `${scopeKey(scope)}/${name}`

export const keyPairs = family<Ec2.KeyPairInfo>({
  service: 'ec2',
  resource: 'key-pair',
  id: 'KeyPairId',
  prefix: 'key',
  missing: (id) => new AwsError('InvalidKeyPair.NotFound', `The key pair ID '${id}' does not exist`),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  indexes: { name: (held) => nameKey(held, held.record.KeyName ?? '') },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:key-pair/${record.KeyPairId}`,
  filters: {
    fingerprint: ({ record }) => record.KeyFingerprint,
    'key-name': ({ record }) => record.KeyName,
    'key-pair-id': ({ record }) => record.KeyPairId,
  },
})

export const createKeyPair = operation(
  'ec2',
  'CreateKeyPair',
  {
    fidelity: {
      simplified: 'The private key has the form of one and opens nothing but instances of this world.',
    },
    source: 'EC2 API reference, CreateKeyPair',
  },
  ({ KeyName, KeyType = 'rsa', KeyFormat = 'pem', TagSpecifications }, ctx) => {
    const tags = tagsFor(TagSpecifications, 'key-pair')
    requireNewName(ctx, KeyName)
    if (KeyFormat !== 'pem' && KeyFormat !== 'ppk')
      throw invalidParameter(`Invalid value '${KeyFormat}' for keyFormat`)
    const KeyMaterial = privateKey(ctx.store, KeyType, KeyFormat)
    const key = keyPairs.create(ctx, {
      KeyPairId: ctx.newId('key'),
      KeyType,
      Tags: tags,
      PublicKey: `${publicKeyOf(KeyMaterial, KeyType)} ${KeyName}`,
      CreateTime: timestamp(ctx.now),
      KeyName,
      // EC2 user guide, verify-keys: SHA-1 of the private key for RSA, SHA-256 of the public key for ED25519.
      KeyFingerprint: KeyType === 'rsa' ? fingerprint(ctx.store, 20) : `${base64(ctx.store, 43)}=`,
    })
    return { ...answer(key), KeyMaterial }
  },
)

export const importKeyPair = operation(
  'ec2',
  'ImportKeyPair',
  {
    fidelity: {
      simplified:
        'Keys are taken in OpenSSH form only, and their fingerprint is not the one that tools compute.',
    },
    source: 'EC2 API reference, ImportKeyPair',
  },
  ({ KeyName, PublicKeyMaterial, TagSpecifications }, ctx) => {
    const tags = tagsFor(TagSpecifications, 'key-pair')
    requireNewName(ctx, KeyName)
    const text = new TextDecoder().decode(PublicKeyMaterial).trim()
    const [, type, material] = /^(ssh-rsa|ssh-ed25519)\s+([A-Za-z0-9+/]+={0,2})(?:\s.*)?$/.exec(text) ?? []
    if (material === undefined) {
      throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format')
    }
    const isRsa = type === 'ssh-rsa'
    const key = keyPairs.create(ctx, {
      KeyPairId: ctx.newId('key'),
      KeyType: isRsa ? 'rsa' : 'ed25519',
      Tags: tags,
      PublicKey: `${type} ${material} ${KeyName}`,
      CreateTime: timestamp(ctx.now),
      KeyName,
      KeyFingerprint: isRsa
        ? fingerprintOf(material, 16)
        : `${btoa(fingerprintOf(material, 11)).slice(0, 43)}=`,
    })
    return answer(key)
  },
)

export const deleteKeyPair = operation(
  'ec2',
  'DeleteKeyPair',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteKeyPair' },
  ({ KeyName, KeyPairId }, ctx) => {
    if (KeyName === undefined && KeyPairId === undefined) throw missingParameter('keyName or keyPairId')
    const key = KeyPairId === undefined ? keyNamed(ctx, KeyName ?? '') : keyPairs.find(ctx, KeyPairId)
    // Deleting a key pair that there is not succeeds as well.
    if (!key) return { Return: true }
    keyPairs.delete(ctx, key)
    return { Return: true, KeyPairId: key.record.KeyPairId }
  },
)

export const describeKeyPairs = operation(
  'ec2',
  'DescribeKeyPairs',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeKeyPairs' },
  ({ KeyNames, KeyPairIds, IncludePublicKey, Filters }, ctx) => {
    const named = (KeyNames ?? []).map((name) => requireKey(ctx, name))
    const byId = (KeyPairIds ?? []).map((id) => keyPairs.require(ctx, id))
    const wanted = [...new Set([...named, ...byId])]
    const selected = wanted.length
      ? keyPairs.filter(ctx, wanted, Filters)
      : keyPairs.select(ctx, undefined, Filters)
    return {
      KeyPairs: selected.map((key) => {
        const { PublicKey, ...shown } = keyPairs.print(ctx, key)
        return IncludePublicKey ? { ...shown, PublicKey } : shown
      }),
    }
  },
)

const keyNamed = (ctx: Context, name: string): KeyPair | undefined =>
  keyPairs.by(ctx, 'name', nameKey(ctx, name))[0]

export function requireKey(ctx: Context, name: string): KeyPair {
  const key = keyNamed(ctx, name)
  if (key) return key
  throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
}

function requireNewName(ctx: Context, name: string): void {
  // "Up to 255 ASCII characters."
  if (name === '' || name.length > 255) {
    throw invalidParameter(`Value (${name}) for parameter keyName is invalid. Length exceeds maximum of 255.`)
  }
  if (keyNamed(ctx, name)) throw new AwsError('InvalidKeyPair.Duplicate', 'The keypair already exists')
}

const answer = ({ record: { KeyPairId, KeyName, KeyFingerprint, Tags } }: KeyPair) => ({
  KeyPairId,
  ...(Tags?.length && { Tags }),
  KeyName,
  KeyFingerprint,
})

const publicKeyType = (type: string) => (type === 'rsa' ? 'ssh-rsa' : 'ssh-ed25519')

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const base64 = (store: Store, length: number) => rollText(store, alphabet, length)

const colons = (hex: string) => hex.replace(/..(?=.)/g, '$&:')

const fingerprint = (store: Store, bytes: number) => colons(rollText(store, '0123456789abcdef', bytes * 2))

/** Equal keys have equal fingerprints, though not those of MD5. */
function fingerprintOf(material: string, bytes: number): string {
  const hex = [...scramble(material), ...scramble(`${material}/2`)]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')
  return colons(hex.slice(0, bytes * 2))
}

function privateKey(store: Store, type: string, format: string): string {
  const lines = (count: number) => Array.from({ length: count }, () => base64(store, 64)).join('\n')
  if (format === 'ppk') {
    const kind = publicKeyType(type)
    return `PuTTY-User-Key-File-3: ${kind}\nEncryption: none\nComment: \nPublic-Lines: 6\n${lines(6)}\nPrivate-Lines: 14\n${lines(14)}\nPrivate-MAC: ${rollText(store, '0123456789abcdef', 64)}`
  }
  const kind = type === 'rsa' ? 'RSA PRIVATE KEY' : 'OPENSSH PRIVATE KEY'
  return `-----BEGIN ${kind}-----\n${lines(type === 'rsa' ? 25 : 6)}\n-----END ${kind}-----`
}
