import { contract } from '../../../../../simulator/api/contract.ts'
import { account, type TestCloud } from '../cloud.ts'

await contract.need('iam')
await contract.need('organizations')

// Short words for tests of who may do what.

export const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement })

export const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})

export const deny = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
})

export const trust = (Principal: object, Action: unknown = 'sts:AssumeRole', more: object = {}): string =>
  policy({ Effect: 'Allow', Principal, Action, ...more })

export const trustsAccount = trust({ AWS: account })

export const awsManaged = (name: string) => `arn:aws:iam::aws:policy/${name}`

/** A user with an access key, and with policies of its own given as statements. */
export function userWith({ call }: TestCloud, UserName: string, ...statements: object[]) {
  call('iam', 'CreateUser', { UserName })
  if (statements.length) {
    const PolicyDocument = policy(...statements)
    call('iam', 'PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument })
  }
  return { as: call('iam', 'CreateAccessKey', { UserName }).AccessKey ?? {} }
}
