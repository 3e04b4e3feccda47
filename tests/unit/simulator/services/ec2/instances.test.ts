import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { launchWorld } from './launch-world.ts'

describe('describing instances', () => {
  it('is for the account and Region that have them', () => {
    const { ask, refused, launchOne } = launchWorld()
    const InstanceIds = [launchOne()]
    expect(ask('DescribeInstances', {}, { account: otherAccount }).Reservations).toEqual([])
    expect(refused('DescribeInstances', { InstanceIds }, { region: 'eu-west-1' })).toBe(
      `InvalidInstanceID.NotFound: The instance ID '${InstanceIds[0]}' does not exist`,
    )
  })

  it('comes in pages of instances, whatever their reservations', () => {
    const { ask, launch } = launchWorld()
    const ids = [...launch({ MinCount: 4, MaxCount: 4 }), ...launch({ MinCount: 3, MaxCount: 3 })]
    const first = ask('DescribeInstances', { MaxResults: 5 })
    const second = ask('DescribeInstances', { MaxResults: 5, NextToken: first.NextToken })
    expect(first.Reservations?.map((one) => one.Instances?.length)).toEqual([4, 1])
    expect(second.Reservations?.map((one) => one.Instances?.length)).toEqual([2])
    const shown = [...first.Reservations!, ...second.Reservations!].flatMap((one) => one.Instances!)
    expect(shown.map((one) => one.InstanceId)).toEqual(ids)
  })

  it('takes ids or pages, not both', () => {
    const { refused, launchOne } = launchWorld()
    expect(refused('DescribeInstances', { InstanceIds: [launchOne()], MaxResults: 5 })).toBe(
      'InvalidParameterCombination: The parameter instancesSet cannot be used with the parameter maxResults',
    )
  })

  it('looks among the ids that it is given', () => {
    const { ask, launchOne } = launchWorld()
    const [one, other] = [launchOne(), launchOne()]
    const Filters = [{ Name: 'instance-id', Values: [other] }]
    expect(ask('DescribeInstances', { InstanceIds: [one], Filters }).Reservations).toEqual([])
  })

  // A web server with every ornament, and a plain one that is stopped.
  const web = 'web'
  const plain = 'plain'
  const world = launchWorld()
  const { ask } = world
  ask('ModifyVpcAttribute', { VpcId: world.vpc, EnableDnsHostnames: { Value: true } })
  ask('CreateKeyPair', { KeyName: 'mine' })
  world.profile('profile')
  const group = world.group('web')
  const tag = { Key: 'Name', Value: 'web' }
  const webId = world.launchOne({
    ClientToken: 'token-1',
    KeyName: 'mine',
    IamInstanceProfile: { Name: 'profile' },
    Monitoring: { Enabled: true },
    EbsOptimized: false,
    InstanceType: 't3.small',
    MetadataOptions: {
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 3,
      HttpProtocolIpv6: 'enabled',
      InstanceMetadataTags: 'enabled',
    },
    Placement: { Tenancy: 'dedicated' },
    PrivateDnsNameOptions: { EnableResourceNameDnsARecord: true },
    TagSpecifications: [
      { ResourceType: 'instance', Tags: [tag] },
      { ResourceType: 'network-interface', Tags: [{ Key: 'Eni', Value: 'web' }] },
    ],
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        SubnetId: world.subnet,
        AssociatePublicIpAddress: true,
        Description: 'front',
        Groups: [group],
        Ipv6AddressCount: 1,
        Ipv4PrefixCount: 1,
        PrivateIpAddress: '10.0.1.10',
      },
    ],
  })
  const plainId = world.launchOne({ SubnetId: world.otherSubnet, PrivateIpAddress: '10.0.2.10' })
  ask('ModifyInstanceAttribute', { InstanceId: plainId, SourceDestCheck: { Value: false } })
  ask('StopInstances', { InstanceIds: [plainId] })
  world.pass(60)
  const one = world.instance(webId)
  const other = world.instance(plainId)
  const eni = one.NetworkInterfaces?.[0]
  const otherEni = world.eni(world.primaryOf(plainId))
  const reservation = ask('DescribeInstances', { InstanceIds: [webId] }).Reservations?.[0]?.ReservationId

  it.each<[string, string | undefined, string[]]>([
    ['affinity', '*', []],
    ['architecture', 'x86_64', [web, plain]],
    ['availability-zone', 'us-east-1b', [plain]],
    ['availability-zone-id', other.Placement?.AvailabilityZoneId, [plain]],
    ['block-device-mapping.attach-time', one.BlockDeviceMappings?.[0]?.Ebs?.AttachTime, [web]],
    ['block-device-mapping.delete-on-termination', 'true', [web, plain]],
    ['block-device-mapping.device-name', '/dev/xvda', [web, plain]],
    ['block-device-mapping.status', 'attached', [web, plain]],
    ['block-device-mapping.volume-id', one.BlockDeviceMappings?.[0]?.Ebs?.VolumeId, [web]],
    ['boot-mode', 'uefi-preferred', [web, plain]],
    ['capacity-reservation-id', '*', []],
    ['capacity-reservation-specification.capacity-reservation-preference', 'open', [web, plain]],
    ['capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id', '*', []],
    [
      'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn',
      '*',
      [],
    ],
    ['client-token', 'token-1', [web]],
    ['current-instance-boot-mode', 'uefi', [web, plain]],
    ['dns-name', 'ec2-*', [web]],
    ['ebs-optimized', 'true', [plain]],
    ['ena-support', 'true', [web, plain]],
    ['enclave-options.enabled', 'false', [web, plain]],
    ['hibernation-options.configured', 'false', [web, plain]],
    ['host-id', '*', []],
    ['hypervisor', 'xen', [web, plain]],
    ['iam-instance-profile.arn', `arn:aws:iam::${account}:instance-profile/profile`, [web]],
    ['iam-instance-profile.id', one.IamInstanceProfile?.Id, [web]],
    ['image-id', one.ImageId, [web, plain]],
    ['instance-id', webId, [web]],
    ['instance-lifecycle', 'spot', []],
    ['instance-state-code', '80', [plain]],
    ['instance-state-name', 'running', [web]],
    ['instance-type', 't3.small', [web]],
    ['instance.group-id', group, [web]],
    ['instance.group-name', 'default', [plain]],
    ['ip-address', one.PublicIpAddress, [web]],
    ['ipv6-address', one.Ipv6Address, [web]],
    ['kernel-id', '*', []],
    ['key-name', 'mine', [web]],
    ['launch-index', '0', [web, plain]],
    ['launch-time', one.LaunchTime, [web]],
    ['maintenance-options.auto-recovery', 'default', [web, plain]],
    ['metadata-options.http-endpoint', 'enabled', [web, plain]],
    ['metadata-options.http-protocol-ipv4', 'enabled', [web, plain]],
    ['metadata-options.http-protocol-ipv6', 'enabled', [web]],
    ['metadata-options.http-put-response-hop-limit', '3', [web]],
    ['metadata-options.http-tokens', 'optional', [web]],
    ['metadata-options.instance-metadata-tags', 'enabled', [web]],
    ['metadata-options.state', 'applied', [web, plain]],
    ['monitoring-state', 'enabled', [web]],
    ['network-interface.addresses.association.allocation-id', '*', []],
    ['network-interface.addresses.association.association-id', '*', []],
    ['network-interface.addresses.association.carrier-ip', '*', []],
    ['network-interface.addresses.association.customer-owned-ip', '*', []],
    ['network-interface.addresses.association.ip-owner-id', 'amazon', [web]],
    ['network-interface.addresses.association.public-dns-name', 'ec2-*', [web]],
    ['network-interface.addresses.association.public-ip', one.PublicIpAddress, [web]],
    ['network-interface.addresses.primary', 'true', [web, plain]],
    ['network-interface.addresses.private-dns-name', 'ip-10-0-2-10.*', [plain]],
    ['network-interface.addresses.private-ip-address', '10.0.2.10', [plain]],
    ['network-interface.association.allocation-id', '*', []],
    ['network-interface.association.association-id', '*', []],
    ['network-interface.association.carrier-ip', '*', []],
    ['network-interface.association.customer-owned-ip', '*', []],
    ['network-interface.association.ip-owner-id', 'amazon', [web]],
    ['network-interface.association.public-dns-name', 'ec2-*', [web]],
    ['network-interface.association.public-ip', one.PublicIpAddress, [web]],
    ['network-interface.attachment.attach-time', eni?.Attachment?.AttachTime, [web]],
    ['network-interface.attachment.attachment-id', eni?.Attachment?.AttachmentId, [web]],
    ['network-interface.attachment.delete-on-termination', 'true', [web, plain]],
    ['network-interface.attachment.device-index', '0', [web, plain]],
    ['network-interface.attachment.instance-id', webId, [web]],
    ['network-interface.attachment.instance-owner-id', account, [web, plain]],
    ['network-interface.attachment.network-card-index', '0', [web, plain]],
    ['network-interface.attachment.status', 'attached', [web, plain]],
    ['network-interface.availability-zone', 'us-east-1b', [plain]],
    ['network-interface.deny-all-igw-traffic', '*', []],
    ['network-interface.description', 'front', [web]],
    ['network-interface.group-id', group, [web]],
    ['network-interface.group-name', 'default', [plain]],
    ['network-interface.ipv4-prefixes.ipv4-prefix', eni?.Ipv4Prefixes?.[0]?.Ipv4Prefix, [web]],
    ['network-interface.ipv6-address', one.Ipv6Address, [web]],
    ['network-interface.ipv6-addresses.ipv6-address', one.Ipv6Address, [web]],
    ['network-interface.ipv6-addresses.is-primary-ipv6', 'false', [web]],
    ['network-interface.ipv6-native', '*', []],
    ['network-interface.ipv6-prefixes.ipv6-prefix', '*', []],
    ['network-interface.mac-address', otherEni.MacAddress, [plain]],
    ['network-interface.network-interface-id', eni?.NetworkInterfaceId, [web]],
    ['network-interface.operator.managed', 'false', [web, plain]],
    ['network-interface.operator.principal', '*', []],
    ['network-interface.outpost-arn', '*', []],
    ['network-interface.owner-id', account, [web, plain]],
    ['network-interface.private-dns-name', 'ip-10-0-1-10.*', [web]],
    ['network-interface.private-ip-address', '10.0.1.10', [web]],
    ['network-interface.public-dns-name', '*', []],
    ['network-interface.requester-id', '*', []],
    ['network-interface.requester-managed', 'false', [web, plain]],
    ['network-interface.source-dest-check', 'false', [plain]],
    ['network-interface.status', 'in-use', [web, plain]],
    ['network-interface.subnet-id', world.otherSubnet, [plain]],
    ['network-interface.tag-key', 'Eni', [web]],
    ['network-interface.tag-value', 'web', [web]],
    ['network-interface.vpc-id', world.vpc, [web, plain]],
    ['network-performance-options.bandwidth-weighting', 'default', [web, plain]],
    ['operator.managed', 'false', [web, plain]],
    ['operator.principal', '*', []],
    ['outpost-arn', '*', []],
    ['owner-id', account, [web, plain]],
    ['placement-group-name', 'near', []],
    ['placement-partition-number', '*', []],
    ['platform', 'windows', []],
    ['platform-details', 'Linux/UNIX', [web, plain]],
    ['private-dns-name', 'ip-10-0-2-10.ec2.internal', [plain]],
    ['private-dns-name-options.enable-resource-name-dns-a-record', 'true', [web]],
    ['private-dns-name-options.enable-resource-name-dns-aaaa-record', 'false', [web, plain]],
    ['private-dns-name-options.hostname-type', 'ip-name', [web, plain]],
    ['private-ip-address', '10.0.1.10', [web]],
    ['product-code', '*', []],
    ['product-code.type', '*', []],
    ['ramdisk-id', '*', []],
    ['reason', 'User initiated*', [plain]],
    ['requester-id', '*', []],
    ['reservation-id', reservation, [web]],
    ['root-device-name', '/dev/xvda', [web, plain]],
    ['root-device-type', 'ebs', [web, plain]],
    ['source-dest-check', 'false', [plain]],
    ['spot-instance-request-id', '*', []],
    ['state-reason-code', 'Client.UserInitiatedShutdown', [plain]],
    ['state-reason-message', '*User initiated shutdown', [plain]],
    ['subnet-id', world.otherSubnet, [plain]],
    ['tag:Name', 'web', [web]],
    ['tag-key', 'Name', [web]],
    ['tenancy', 'dedicated', [web]],
    ['tpm-support', '*', []],
    ['usage-operation', 'RunInstances', [web, plain]],
    ['usage-operation-update-time', one.UsageOperationUpdateTime, [web]],
    ['virtualization-type', 'hvm', [web, plain]],
    ['vpc-id', world.vpc, [web, plain]],
  ])('filters by %s', (Name, value, expected) => {
    const { Reservations } = ask('DescribeInstances', { Filters: [{ Name, Values: [value ?? ''] }] })
    const names = new Map([
      [webId, web],
      [plainId, plain],
    ])
    const found = Reservations?.flatMap((launch) => launch.Instances!)
    expect(found?.map((instance) => names.get(instance.InstanceId ?? ''))).toEqual(expected)
  })
})
