import { operation } from '../operation.ts'

export const getCallerIdentity = operation(
  'sts',
  'GetCallerIdentity',
  { fidelity: 'exact', source: 'STS API reference, GetCallerIdentity' },
  (_, { caller }) => ({ UserId: caller.userId, Account: caller.account, Arn: caller.arn }),
)
