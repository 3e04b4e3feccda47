import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Ami } from '../../world/catalogue/amis.ts'
import type { InstanceType } from '../../world/catalogue/instance-types.ts'
import type { Context } from '../context.ts'
import { startServers } from '../host/user-data.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { missingParameter } from './errors.ts'
import { bootMode, isWindows, requireImage, usageOperation } from './images.ts'
import { associate } from './instance-profile-associations.ts'
import { readInstanceProfile } from './instance-profiles.ts'
import { planRunning } from './instance-states.ts'
import { coresOf, isEbsOptimized } from './instance-types.ts'
import { type HeldInstance, instances, reserve, stateCodes } from './instances.ts'
import { requireKey } from './key-pairs.ts'
import { affordableCount, type InterfacePlan, planInterfaces } from './launch-interfaces.ts'
import {
  metadataOptions,
  refuseUnsimulated,
  requireCounts,
  requireType,
  requireUserData,
} from './launch-requests.ts'
import { openVolumes, planVolumes, type VolumePlan } from './launch-volumes.ts'
import { newAttachment, planAttached } from './network-interface-attachments.ts'
import { givePublicAddress, networkInterfaces, openInterface, wholeSeconds } from './network-interfaces.ts'
import { vpcs } from './vpcs.ts'

type Request = Ec2.RunInstancesRequest

export const runInstances = operation(
  'ec2',
  'RunInstances',
  {
    fidelity: {
      simplified:
        'On-Demand instances of a choice of types from a few public images; there is always capacity and no quota of vCPUs. Spot, Dedicated Hosts, placement groups and launch templates do not exist.',
    },
    source: 'EC2 API reference, RunInstances',
  },
  (input, ctx) => {
    requireCounts(input)
    if (input.ImageId === undefined) throw missingParameter('ImageId')
    refuseUnsimulated(input)
    const ami = requireImage(ctx, input.ImageId)
    const type = requireType(input.InstanceType, ami)
    const key = input.KeyName === undefined ? undefined : requireKey(ctx, input.KeyName)
    requireUserData(input.UserData)
    const plan: LaunchPlan = {
      input,
      ami,
      type,
      publicKey: key?.record.PublicKey,
      profile: input.IamInstanceProfile && readInstanceProfile(ctx, input.IamInstanceProfile),
      interfaces: planInterfaces(ctx, input, type),
      volumes: planVolumes(ami, input.BlockDeviceMappings),
      reservation: ctx.newId('r'),
      tags: {
        instance: tagsFor(input.TagSpecifications, 'instance', taggable),
        interface: tagsFor(input.TagSpecifications, 'network-interface', taggable),
        volume: tagsFor(input.TagSpecifications, 'volume', taggable),
      },
    }
    const count = affordableCount(ctx, input, plan.interfaces)
    const launched = Array.from({ length: count }, (_, index) => openInstance(ctx, plan, index))
    const [reservation] = reserve(ctx, launched)
    return { ...reservation, Instances: (reservation?.Instances ?? []).map(asLaunched) }
  },
)

/** "You can specify tags for the following resources only". */
const taggable = ['instance', 'volume', 'network-interface', 'spot-instances-request']

interface LaunchPlan {
  readonly input: Request
  readonly ami: Ami
  readonly type: InstanceType
  readonly publicKey: string | undefined
  readonly profile: Ec2.IamInstanceProfile | undefined
  readonly interfaces: readonly InterfacePlan[]
  readonly volumes: readonly VolumePlan[]
  readonly reservation: string
  readonly tags: Readonly<Record<'instance' | 'interface' | 'volume', readonly Ec2.Tag[]>>
}

function openInstance(ctx: Context, plan: LaunchPlan, index: number): HeldInstance {
  const { input } = plan
  const id = ctx.newId('i')
  const { subnet } = plan.interfaces[0]!
  const Placement = placementFor(ctx, subnet, input.Placement)
  instances.create(
    ctx,
    {
      ...hardwareOf(plan),
      ...softwareOf(plan),
      BlockDeviceMappings: openVolumes(ctx, id, Placement, plan.volumes, plan.tags.volume),
      ClientToken: input.ClientToken ?? '',
      Tags: plan.tags.instance,
      CapacityReservationSpecification: {
        CapacityReservationPreference:
          input.CapacityReservationSpecification?.CapacityReservationPreference ?? 'open',
      },
      HibernationOptions: { Configured: false },
      MetadataOptions: metadataOptions(input.MetadataOptions, plan.ami),
      EnclaveOptions: { Enabled: false },
      UsageOperationUpdateTime: wholeSeconds(ctx.now),
      // "The default is the subnet's."
      PrivateDnsNameOptions: { ...subnet.PrivateDnsNameOptionsOnLaunch, ...input.PrivateDnsNameOptions },
      MaintenanceOptions: {
        AutoRecovery: input.MaintenanceOptions?.AutoRecovery ?? 'default',
        RebootMigration: 'default',
      },
      NetworkPerformanceOptions: {
        BandwidthWeighting: input.NetworkPerformanceOptions?.BandwidthWeighting ?? 'default',
      },
      Operator: { Managed: false },
      InstanceId: id,
      State: { Code: stateCodes.pending, Name: 'pending' },
      StateTransitionReason: '',
      ...(input.KeyName !== undefined && { KeyName: input.KeyName }),
      AmiLaunchIndex: index,
      ProductCodes: [],
      LaunchTime: wholeSeconds(ctx.now),
      Placement,
      Monitoring: { State: input.Monitoring?.Enabled ? 'enabled' : 'disabled' },
      SubnetId: subnet.SubnetId,
      VpcId: subnet.VpcId,
    },
    {
      reservation: plan.reservation,
      ...(input.UserData !== undefined && { userData: input.UserData }),
      ...(plan.publicKey !== undefined && { publicKey: plan.publicKey }),
      mayNotBeTerminated: input.DisableApiTermination ?? false,
      mayNotBeStopped: input.DisableApiStop ?? false,
      onShutdown: input.InstanceInitiatedShutdownBehavior ?? 'stop',
      hasBeenRunning: false,
      passesChecks: false,
      turn: 0,
    },
  )
  if (plan.profile) associate(ctx, id, plan.profile, 'associated')
  for (const one of plan.interfaces) connect(ctx, id, one, plan.tags.interface)
  startServers(ctx, id, input.UserData)
  const opened = instances.get(ctx, id)!
  planRunning(ctx, opened)
  return opened
}

function connect(ctx: Context, instance: string, plan: InterfacePlan, tags: readonly Ec2.Tag[]): void {
  const attachment = newAttachment(ctx, instance, plan.device, plan.card, plan.deleteOnTermination)
  if (plan.existing) {
    networkInterfaces.update(ctx, plan.existing, { Attachment: attachment, Status: 'in-use' })
  } else {
    const { subnet, groups, addresses, description, autoPublicIp, connectionTracking } = plan
    const spec = {
      subnet,
      groups,
      addresses,
      description,
      autoPublicIp,
      connectionTracking,
      attachment,
      tags,
    }
    givePublicAddress(ctx, openInterface(ctx, spec))
  }
  planAttached(ctx, attachment)
}

function hardwareOf({ ami, type, input }: LaunchPlan): Partial<Ec2.Instance> {
  const { cores, threads } = coresOf(type)
  return {
    Architecture: ami.architecture as Ec2.ArchitectureValues,
    EbsOptimized: input.EbsOptimized ?? isEbsOptimized(type),
    EnaSupport: true,
    // "The value xen is used for both Xen and Nitro hypervisors."
    Hypervisor: 'xen',
    CpuOptions: {
      CoreCount: input.CpuOptions?.CoreCount ?? cores,
      ThreadsPerCore: input.CpuOptions?.ThreadsPerCore ?? threads,
    },
    CurrentInstanceBootMode: currentBootMode(ami, type),
    InstanceType: type.instanceType as Ec2.InstanceType,
  }
}

function softwareOf({ ami }: LaunchPlan): Partial<Ec2.Instance> {
  const mode = bootMode(ami)
  return {
    RootDeviceName: ami.rootDeviceName,
    RootDeviceType: 'ebs',
    VirtualizationType: ami.virtualizationType as Ec2.VirtualizationType,
    ...(mode && { BootMode: mode }),
    PlatformDetails: ami.platformDetails,
    UsageOperation: usageOperation(ami),
    ImageId: ami.imageId,
    ...(isWindows(ami) && { Platform: 'Windows' }),
  }
}

/** EC2 user guide, ami-boot: UEFI where both the image and the type can. */
function currentBootMode(ami: Ami, { hypervisor }: InstanceType): Ec2.InstanceBootModeValues {
  const mode = bootMode(ami)
  return mode === 'uefi' || (mode === 'uefi-preferred' && hypervisor === 'nitro') ? 'uefi' : 'legacy-bios'
}

function placementFor(ctx: Context, subnet: Ec2.Subnet, asked: Ec2.Placement | undefined): Ec2.Placement {
  // VPC user guide, dedicated-instance: in a dedicated VPC every instance is dedicated.
  const ofVpc = vpcs.get(ctx, subnet.VpcId ?? '')?.record.InstanceTenancy
  return {
    AvailabilityZoneId: subnet.AvailabilityZoneId,
    GroupName: '',
    Tenancy: ofVpc === 'dedicated' ? 'dedicated' : (asked?.Tenancy ?? 'default'),
    AvailabilityZone: subnet.AvailabilityZone,
  }
}

/** An instance as the answer to its launch prints it: before it has a disk, a public address or a bill. */
function asLaunched(instance: Ec2.Instance): Ec2.Instance {
  const {
    HibernationOptions: _hibernation,
    PlatformDetails: _platform,
    UsageOperation: _usage,
    UsageOperationUpdateTime: _since,
    NetworkPerformanceOptions: _performance,
    PublicIpAddress: _address,
    ...shown
  } = instance
  return {
    ...shown,
    BlockDeviceMappings: [],
    NetworkInterfaces: (shown.NetworkInterfaces ?? []).map(({ Association: _, ...eni }) => ({
      ...eni,
      PrivateIpAddresses: (eni.PrivateIpAddresses ?? []).map(({ Association: _association, ...one }) => one),
    })),
    PublicDnsName: '',
    StateReason: { Code: 'pending', Message: 'pending' },
    ...(shown.Monitoring?.State === 'enabled' && { Monitoring: { State: 'pending' } }),
  }
}
