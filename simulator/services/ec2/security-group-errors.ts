import { AwsError } from '../../api/error.ts'
import { doesNotExist } from './errors.ts'

export const noSuchGroup = (group: string) =>
  new AwsError('InvalidGroup.NotFound', `The security group '${group}' does not exist`)

export const noSuchGroupInDefaultVpc = (name: string, vpcId: string) =>
  new AwsError(
    'InvalidGroup.NotFound',
    `The security group '${name}' does not exist in default VPC '${vpcId}'`,
  )

/** EC2 tells an id that cannot be a security group's from one that nobody has. */
export function malformedGroup(id: string): AwsError | undefined {
  if (/^sg-[0-9a-f]+$/.test(id)) return undefined
  return new AwsError('InvalidGroupId.Malformed', malformedIdText(id))
}

function malformedIdText(id: string): string {
  if (id === '') return "The security-group ID '' is malformed"
  return id.startsWith('sg-') ? `Invalid id: "${id}"` : `Invalid id: "${id}" (expecting "sg-...")`
}

export const noDefaultVpc = () => new AwsError('VPCIdNotSpecified', 'No default VPC for this user')

export const noDefaultVpcForName = () =>
  new AwsError(
    'VPCIdNotSpecified',
    'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
  )

export const noSuchRule = doesNotExist('InvalidSecurityGroupRuleId.NotFound', 'security group rule')

export function malformedRule(id: string): AwsError | undefined {
  if (/^sgr-[0-9a-f]+$/.test(id)) return undefined
  return new AwsError(
    'InvalidSecurityGroupRuleId.Malformed',
    `The security group rule ID '${id}' is malformed`,
  )
}

export const noSuchPermission = () =>
  new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.')

export const differentNetworks = () =>
  new AwsError('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.')

const allowedText =
  'strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*'
const allowed = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/

/** Names and descriptions of groups and rules share one alphabet (EC2 API reference, CreateSecurityGroup). */
export function requireAllowedText(text: string, subject: string, plural: string): void {
  if (allowed.test(text)) return
  throw new AwsError('InvalidParameterValue', `Invalid ${subject}. Valid ${plural} are ${allowedText}`)
}
