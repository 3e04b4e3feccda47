import { overQuota } from './errors.ts'

/** IAM user guide, reference_iam-quotas. */
export const quotas = {
  AccessKeysPerUser: 2,
  AccountAliasesPerAccount: 1,
  GroupsPerAccount: 300,
  GroupsPerUser: 10,
  InstanceProfilesPerAccount: 1000,
  InstanceSessionsPerInstanceProfile: 1,
  PoliciesPerAccount: 1500,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  PoliciesPerUser: 10,
  PolicySize: 6144,
  RolesPerAccount: 1000,
  ACLSizePerRole: 2048,
  UsersPerAccount: 5000,
  VersionsPerPolicy: 5,
} as const

export type Quota = keyof typeof quotas

/** Refuses one more, where that is one too many. */
export function refuseOneMore(quota: Quota, used: number): void {
  if (used >= quotas[quota]) throw overQuota(quota, quotas[quota])
}

export function refuseLonger(quota: Quota, size: number): void {
  if (size > quotas[quota]) throw overQuota(quota, quotas[quota])
}
