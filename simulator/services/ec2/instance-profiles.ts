import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { findInstanceProfile } from '../iam/instance-profiles.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'

/** The instance profile that a request names, as an instance shows it. The texts are quoted in issues. */
export function readInstanceProfile(
  ctx: Context,
  { Arn, Name }: Ec2.IamInstanceProfileSpecification,
): Ec2.IamInstanceProfile {
  if (Arn !== undefined && Name !== undefined) {
    throw invalidCombination(
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    )
  }
  const name = Name ?? Arn?.slice(Arn.lastIndexOf('/') + 1)
  if (name === undefined) throw missingParameter('iamInstanceProfile.name or iamInstanceProfile.arn')
  const profile = findInstanceProfile(ctx, name)
  const { Arn: arn, InstanceProfileId } = profile?.record ?? {}
  if (!profile || (Arn !== undefined && Arn !== arn)) throw noSuchProfile(Arn, name)
  if (!profile.side.roles.length) {
    throw invalidParameter(`IAM Instance Profile "${arn}" has no associated IAM Roles`)
  }
  return { Arn: arn, Id: InstanceProfileId }
}

const noSuchProfile = (arn: string | undefined, name: string) =>
  arn === undefined
    ? invalidParameter(
        `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
      )
    : invalidParameter(
        `Value (${arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
      )
