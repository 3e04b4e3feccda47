import { AwsError } from '../../api/error.ts'
import { decodeRefusal } from '../../policy/encoded-message.ts'
import { accessKeys } from '../../world/accounts.ts'
import { validationError } from '../iam/errors.ts'
import { operation } from '../operation.ts'

export const decodeAuthorizationMessage = operation(
  'sts',
  'DecodeAuthorizationMessage',
  { fidelity: 'exact', source: 'STS API reference, DecodeAuthorizationMessage' },
  ({ EncodedMessage }) => {
    const DecodedMessage = decodeRefusal(EncodedMessage)
    if (DecodedMessage === undefined) {
      throw new AwsError('InvalidAuthorizationMessageException', 'The message provided is not valid.')
    }
    return { DecodedMessage }
  },
)

export const getAccessKeyInfo = operation(
  'sts',
  'GetAccessKeyInfo',
  {
    fidelity: {
      simplified: 'At AWS the id itself says which account it is of; here it must be a key of this world.',
    },
    source: 'STS API reference, GetAccessKeyInfo',
  },
  ({ AccessKeyId }, { store }) => {
    const key = store.get(accessKeys, AccessKeyId)
    if (!key) throw validationError(`Invalid access key id: ${AccessKeyId}`)
    return { Account: key.principal.account }
  },
)
