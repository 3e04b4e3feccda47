import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Ami } from '../../world/catalogue/amis.ts'
import { type InstanceType, instanceTypeOf } from '../../world/catalogue/instance-types.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { isWindows, requiresImdsV2 } from './images.ts'

// What a request to launch instances says about them, read and checked one by one.

type Request = Ec2.RunInstancesRequest

export function requireCounts({ MinCount, MaxCount }: Request): void {
  // Observed in AWS CLI 2.36: `--count 3:1`.
  if (MinCount > MaxCount) throw invalidCombination('minCount may not exceed maxCount')
  if (MinCount < 1) {
    throw invalidParameter(
      `Value (${MinCount}) for parameter minCount is invalid. Expecting a value greater than or equal to 1.`,
    )
  }
}

/** The type that a request names, fit for the image. */
export function requireType(name: string | undefined, ami: Ami): InstanceType {
  // "Default: m1.small", a type from 2006 that can start none of today's Linux images.
  if (name === undefined || name === 'm1.small') {
    if (isWindows(ami)) throw notSimulatedType('m1.small')
    throw invalidCombination(
      "Non-Windows instances with a virtualization type of 'hvm' are currently not supported for this instance type : m1.small",
    )
  }
  const type = instanceTypeOf(name)
  if (!type) {
    const looksLikeOne = /^[a-z][a-z0-9-]*\.(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-\w+)?)$/.test(
      name,
    )
    throw looksLikeOne
      ? notSimulatedType(name)
      : invalidParameter(`Invalid value '${name}' for InstanceType.`)
  }
  if (!type.arch.includes(ami.architecture)) {
    throw invalidParameter(
      `The architecture '${type.arch.join(',')}' of the specified instance type does not match the architecture ` +
        `'${ami.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching ` +
        "architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the " +
        'architecture of the instance type or AMI.',
    )
  }
  return type
}

const notSimulatedType = (name: string) =>
  new AwsError(
    'UnsupportedOperation',
    `The instance type ${name} is not simulated; describe-instance-types lists those that are.`,
  )

/** EC2 user guide, user-data: "limited to 16 KB, in raw form, before it is base64-encoded". */
const longestUserData = 16_384

export function requireUserData(text: string | undefined): void {
  if (text === undefined) return
  let bytes: string
  try {
    bytes = atob(text)
  } catch {
    throw invalidParameter('Invalid BASE64 encoding of user data.')
  }
  if (bytes.length > longestUserData)
    throw invalidParameter(`User data is limited to ${longestUserData} bytes`)
}

/** EC2 user guide, configuring-instance-metadata-options: an image may ask for session tokens, a request decides. */
export function metadataOptions(
  asked: Ec2.InstanceMetadataOptionsRequest | undefined,
  ami: Ami,
): Ec2.InstanceMetadataOptionsResponse {
  const v2 = requiresImdsV2(ami)
  requireHopLimit(asked?.HttpPutResponseHopLimit)
  return {
    State: 'pending',
    HttpTokens: asked?.HttpTokens ?? (v2 ? 'required' : 'optional'),
    HttpPutResponseHopLimit: asked?.HttpPutResponseHopLimit ?? (v2 ? 2 : 1),
    HttpEndpoint: asked?.HttpEndpoint ?? 'enabled',
    HttpProtocolIpv6: asked?.HttpProtocolIpv6 ?? 'disabled',
    InstanceMetadataTags: asked?.InstanceMetadataTags ?? 'disabled',
  }
}

/** "Possible values: Integers from 1 to 64". */
export function requireHopLimit(limit: number | undefined): void {
  if (limit === undefined || (limit >= 1 && limit <= 64)) return
  throw invalidParameter(
    `Value (${limit}) for parameter HttpPutResponseHopLimit is invalid. Expecting a value between 1 and 64.`,
  )
}

/** Refuses what would make another kind of instance, or names what nobody here has. */
export function refuseUnsimulated(input: Request): void {
  const { LaunchTemplate, Placement } = input
  if (LaunchTemplate?.LaunchTemplateId !== undefined) {
    throw new AwsError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${LaunchTemplate.LaunchTemplateId}, does not exist.`,
    )
  }
  if (LaunchTemplate?.LaunchTemplateName !== undefined) {
    throw new AwsError(
      'InvalidLaunchTemplateName.NotFoundException',
      `The specified launch template, with template name ${LaunchTemplate.LaunchTemplateName}, does not exist.`,
    )
  }
  if (Placement?.GroupName) {
    throw new AwsError(
      'InvalidPlacementGroup.Unknown',
      `The Placement Group '${Placement.GroupName}' is unknown.`,
    )
  }
  if (Placement?.HostId !== undefined || Placement?.Tenancy === 'host') throw notSimulated('Dedicated Hosts')
  if (input.InstanceMarketOptions) throw notSimulated('Spot Instances and Capacity Blocks')
  if (input.HibernationOptions?.Configured) throw notSimulated('Hibernation')
  if (input.EnclaveOptions?.Enabled) throw notSimulated('Nitro Enclaves')
  if (input.SecondaryInterfaces?.length) throw notSimulated('Secondary interfaces')
  if (input.LicenseSpecifications?.length) throw notSimulated('Licence configurations')
  if (input.CapacityReservationSpecification?.CapacityReservationTarget)
    throw notSimulated('Capacity Reservations')
  if (input.ElasticGpuSpecification?.length || input.ElasticInferenceAccelerators?.length) {
    throw notSimulated('Elastic GPUs and inference accelerators')
  }
}

const notSimulated = (what: string) => new AwsError('UnsupportedOperation', `${what} are not simulated.`)
