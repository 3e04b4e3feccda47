import type { Organizations } from '../../api/generated/types.d.ts'

export interface AwsPolicy {
  readonly record: Organizations.PolicySummary & {
    readonly Id: string
    readonly Type: Organizations.PolicyType
  }
  readonly content: string
}

// Organizations user guide, orgs_manage_policies_scps and orgs_manage_policies_rcps: what everything starts with.
const all: readonly AwsPolicy[] = [
  {
    record: {
      Id: 'p-FullAWSAccess',
      Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
      Name: 'FullAWSAccess',
      Description: 'Allows access to every operation',
      Type: 'SERVICE_CONTROL_POLICY',
      AwsManaged: true,
    },
    content: pretty([{ Effect: 'Allow', Action: '*', Resource: '*' }]),
  },
  {
    record: {
      Id: 'p-RCPFullAWSAccess',
      Arn: 'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
      Name: 'RCPFullAWSAccess',
      Description: 'Allows all resources',
      Type: 'RESOURCE_CONTROL_POLICY',
      AwsManaged: true,
    },
    content: pretty([{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }]),
  },
]

function pretty(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)
}

export const awsPolicies: ReadonlyMap<string, AwsPolicy> = new Map(all.map((one) => [one.record.Id, one]))

/** What every target of a policy type has from the moment the type is enabled. */
export const firstPolicyOf = (type: Organizations.PolicyType): string | undefined =>
  all.find(({ record }) => record.Type === type)?.record.Id
