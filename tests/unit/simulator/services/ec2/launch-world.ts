import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { amisOf } from '../../../../../simulator/world/catalogue/amis.ts'
import { testCloud } from '../cloud.ts'
import { trust } from '../iam/words.ts'

const [amazonLinux, amazonLinuxOnArm] = amisOf('us-east-1')

/** The image that test instances run, for x86_64 and for arm64. */
export const image = amazonLinux!.imageId
export const armImage = amazonLinuxOnArm!.imageId

/** A VPC with two subnets in two zones, the first with IPv6, and short ways to fill it. */
export function launchWorld() {
  const cloud = testCloud()
  const { ask, pass } = cloud
  const { Vpc } = ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true })
  pass(5)
  const vpc = Vpc?.VpcId ?? ''
  const described = ask('DescribeVpcs', { VpcIds: [vpc] }).Vpcs?.[0]
  const ipv6 = (described?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '').replace('::/56', '::/64')

  const subnetIn = (AvailabilityZone: string, CidrBlock: string, Ipv6CidrBlock?: string, VpcId = vpc) =>
    ask('CreateSubnet', { VpcId, AvailabilityZone, CidrBlock, ...(Ipv6CidrBlock && { Ipv6CidrBlock }) })
      .Subnet?.SubnetId ?? ''
  const subnet = subnetIn('us-east-1a', '10.0.1.0/24', ipv6)
  const otherSubnet = subnetIn('us-east-1b', '10.0.2.0/24')
  pass(5)

  const group = (GroupName: string, VpcId = vpc) =>
    ask('CreateSecurityGroup', { GroupName, Description: GroupName, VpcId }).GroupId ?? ''
  const defaultGroup =
    ask('DescribeSecurityGroups', {
      Filters: [
        { Name: 'vpc-id', Values: [vpc] },
        { Name: 'group-name', Values: ['default'] },
      ],
    }).SecurityGroups?.[0]?.GroupId ?? ''

  /** Launches instances into the first subnet, waits until they run, and gives their ids. */
  const launch = (request: Partial<Ec2.RunInstancesRequest> = {}): string[] => {
    const { Instances } = ask('RunInstances', launchRequest(subnet, request))
    pass(20)
    return (Instances ?? []).map((one) => one.InstanceId ?? '')
  }
  const launchOne = (request: Partial<Ec2.RunInstancesRequest> = {}): string => launch(request)[0] ?? ''

  const instance = (id: string): Ec2.Instance =>
    ask('DescribeInstances', { InstanceIds: [id] }).Reservations?.[0]?.Instances?.[0] ?? {}

  /** Makes a network interface that is ready to use, and gives its id. */
  const openInterface = (request: Partial<Ec2.CreateNetworkInterfaceRequest> = {}): string => {
    const { NetworkInterface } = ask('CreateNetworkInterface', { SubnetId: subnet, ...request })
    pass(1)
    return NetworkInterface?.NetworkInterfaceId ?? ''
  }
  const eni = (id: string): Ec2.NetworkInterface =>
    ask('DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] }).NetworkInterfaces?.[0] ?? {}
  const primaryOf = (id: string): string => instance(id).NetworkInterfaces?.[0]?.NetworkInterfaceId ?? ''

  /** Makes an instance profile, with a role in it unless none is wanted, and gives what instances show of it. */
  const profile = (InstanceProfileName: string, withRole = true): Ec2.IamInstanceProfile => {
    const { InstanceProfile } = cloud.call('iam', 'CreateInstanceProfile', { InstanceProfileName })
    if (withRole) {
      const RoleName = `role-of-${InstanceProfileName}`
      const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' })
      cloud.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument })
      cloud.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName })
    }
    return { Arn: InstanceProfile?.Arn, Id: InstanceProfile?.InstanceProfileId }
  }

  const world = { vpc, subnet, otherSubnet, ipv6, subnetIn, group, defaultGroup }
  return { ...cloud, ...world, launch, launchOne, instance, openInterface, eni, primaryOf, profile }
}

/** A request for one small instance in a subnet, with other wishes over it. */
export const launchRequest = (
  SubnetId: string,
  request: Partial<Ec2.RunInstancesRequest> = {},
): Ec2.RunInstancesRequest => ({
  ImageId: image,
  InstanceType: 't3.micro',
  MinCount: 1,
  MaxCount: 1,
  ...(!request.NetworkInterfaces && { SubnetId }),
  ...request,
})
