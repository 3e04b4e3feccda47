import { rollText } from '../../kernel/random.ts'
import type { Context } from '../context.ts'

// IAM user guide, reference_identifiers: unique ids, paths and ARNs.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export type UniqueIdPrefix = 'AIDA' | 'AGPA' | 'AROA' | 'ANPA' | 'AIPA'

export const newUniqueId = ({ store }: Pick<Context, 'store'>, prefix: UniqueIdPrefix): string =>
  prefix + rollText(store, alphabet, 17)

export const newAccessKeyId = ({ store }: Pick<Context, 'store'>, prefix: 'AKIA' | 'ASIA'): string =>
  prefix + rollText(store, alphabet, 16)

const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export const newSecret = ({ store }: Pick<Context, 'store'>, length = 40): string =>
  rollText(store, secretAlphabet, length)

/** `kind` is IAM's word in ARNs: `user`, `instance-profile`. */
export const iamArn = (account: string, kind: string, path: string, name: string): string =>
  `arn:aws:iam::${account}:${kind}${path}${name}`

/** Names are unique within the account, and capitals do not tell them apart. */
export const nameKey = (account: string, name: string): string => `${account}/${name.toLowerCase()}`

/** IAM keeps whole seconds. */
export const second = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString()

/** IAM serves all Regions from one: its records stand there. */
export const iamRegion = 'us-east-1'
