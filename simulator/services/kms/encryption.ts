import { AwsError } from '../../api/error.ts'
import type { Kms } from '../../api/generated/types.d.ts'
import { base64Of, bytesOfBase64 } from '../../kernel/base64.ts'
import { roll, rollText } from '../../kernel/random.ts'
import { hmacSha256 } from '../../kernel/sha256.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { type Key, requireEnabled } from './keys.ts'

// Ciphertext that only its key opens, in the simulated world: it names the key, is masked with the key's material,
// and is sealed together with the encryption context. NOT MODELLED: AES. It protects nothing real.

type EncryptionContext = Readonly<Record<string, string>> | undefined

interface Envelope {
  readonly key: string
  readonly nonce: string
  readonly masked: string
  readonly seal: string
}

const encoder = new TextEncoder()
const front = encoder.encode('hopwise-kms:')
const algorithm = 'SYMMETRIC_DEFAULT'

const contextText = (context: EncryptionContext): string =>
  JSON.stringify(Object.entries(context ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))

function mask({ side }: Key, nonce: string, bytes: Uint8Array): Uint8Array {
  const masked = new Uint8Array(bytes.length)
  const secret = encoder.encode(side.material)
  for (let at = 0; at < bytes.length; at += 32) {
    const stream = hmacSha256(secret, encoder.encode(`${nonce}/${at}`))
    for (let i = 0; i < 32 && at + i < bytes.length; i++) masked[at + i] = bytes[at + i]! ^ stream[i]!
  }
  return masked
}

const sealOf = ({ side }: Key, nonce: string, masked: string, context: EncryptionContext): string =>
  base64Of(
    hmacSha256(encoder.encode(side.material), encoder.encode(`${nonce}/${masked}/${contextText(context)}`)),
  )

export function seal(ctx: Context, key: Key, plain: Uint8Array, context: EncryptionContext): Uint8Array {
  const nonce = rollText(ctx.store, '0123456789abcdef', 24)
  const masked = base64Of(mask(key, nonce, plain))
  const envelope: Envelope = {
    key: key.record.Arn ?? '',
    nonce,
    masked,
    seal: sealOf(key, nonce, masked, context),
  }
  const text = encoder.encode(btoa(JSON.stringify(envelope)))
  const bytes = new Uint8Array(front.length + text.length)
  bytes.set(front)
  bytes.set(text, front.length)
  return bytes
}

// KMS API reference, Decrypt: the error has no text.
const invalidCiphertext = () => new AwsError('InvalidCiphertextException', '')

function open(ctx: Context, bytes: Uint8Array, context: EncryptionContext): { key: Key; plain: Uint8Array } {
  let envelope: Envelope
  try {
    const text = new TextDecoder().decode(bytes)
    if (!text.startsWith('hopwise-kms:')) throw invalidCiphertext()
    envelope = JSON.parse(atob(text.slice(front.length))) as Envelope
  } catch {
    throw invalidCiphertext()
  }
  const key = requireEnabled(ctx, envelope.key)
  const { nonce, masked } = envelope
  if (sealOf(key, nonce, masked, context) !== envelope.seal) throw invalidCiphertext()
  return { key, plain: mask(key, nonce, bytesOfBase64(masked)) }
}

export const encrypt = operation(
  'kms',
  'Encrypt',
  {
    fidelity: { simplified: 'The ciphertext is not AES: only this simulation can decrypt it.' },
    source: 'KMS API reference, Encrypt',
  },
  ({ KeyId, Plaintext, EncryptionContext }, ctx) => {
    const key = requireEnabled(ctx, KeyId)
    return {
      CiphertextBlob: seal(ctx, key, Plaintext, EncryptionContext),
      KeyId: key.record.Arn,
      EncryptionAlgorithm: algorithm as Kms.EncryptionAlgorithmSpec,
    }
  },
)

export const decrypt = operation(
  'kms',
  'Decrypt',
  {
    fidelity: { simplified: 'Decrypts what this simulation has encrypted.' },
    source: 'KMS API reference, Decrypt',
  },
  ({ CiphertextBlob, EncryptionContext, KeyId }, ctx) => {
    const { key, plain } = open(ctx, CiphertextBlob ?? new Uint8Array(), EncryptionContext)
    if (KeyId !== undefined && requireEnabled(ctx, KeyId).record.Arn !== key.record.Arn) {
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      )
    }
    return {
      KeyId: key.record.Arn,
      Plaintext: plain,
      EncryptionAlgorithm: algorithm as Kms.EncryptionAlgorithmSpec,
    }
  },
)

export const reEncrypt = operation(
  'kms',
  'ReEncrypt',
  {
    fidelity: { simplified: 'Decrypts what this simulation has encrypted.' },
    source: 'KMS API reference, ReEncrypt',
  },
  (input, ctx) => {
    const { key, plain } = open(ctx, input.CiphertextBlob ?? new Uint8Array(), input.SourceEncryptionContext)
    const target = requireEnabled(ctx, input.DestinationKeyId)
    return {
      CiphertextBlob: seal(ctx, target, plain, input.DestinationEncryptionContext),
      SourceKeyId: key.record.Arn,
      KeyId: target.record.Arn,
      SourceEncryptionAlgorithm: algorithm as Kms.EncryptionAlgorithmSpec,
      DestinationEncryptionAlgorithm: algorithm as Kms.EncryptionAlgorithmSpec,
    }
  },
)

function randomBytes(ctx: Context, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => roll(ctx.store) >>> 24)
}

function dataKey(ctx: Context, input: Kms.GenerateDataKeyRequest) {
  const key = requireEnabled(ctx, input.KeyId)
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.')
  }
  const count = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32)
  const Plaintext = randomBytes(ctx, count)
  return {
    CiphertextBlob: seal(ctx, key, Plaintext, input.EncryptionContext),
    Plaintext,
    KeyId: key.record.Arn,
  }
}

export const generateDataKey = operation(
  'kms',
  'GenerateDataKey',
  {
    fidelity: { simplified: 'The encrypted copy is not AES.' },
    source: 'KMS API reference, GenerateDataKey',
  },
  (input, ctx) => dataKey(ctx, input),
)

export const generateDataKeyWithoutPlaintext = operation(
  'kms',
  'GenerateDataKeyWithoutPlaintext',
  {
    fidelity: { simplified: 'The encrypted copy is not AES.' },
    source: 'KMS API reference, GenerateDataKeyWithoutPlaintext',
  },
  (input, ctx) => {
    const { CiphertextBlob, KeyId } = dataKey(ctx, input)
    return { CiphertextBlob, KeyId }
  },
)

export const generateRandom = operation(
  'kms',
  'GenerateRandom',
  { fidelity: 'exact', source: 'KMS API reference, GenerateRandom' },
  ({ NumberOfBytes = 32 }, ctx) => ({ Plaintext: randomBytes(ctx, NumberOfBytes) }),
)
