import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { requireImage } from './images.ts'
import { coresOf, isEbsOptimized } from './instance-types.ts'
import { type HeldInstance, instances, stateOf } from './instances.ts'
import { newGroupsFor } from './interface-groups.ts'
import { addressCountsOf, requireAddressCounts, requireInterfaceCount } from './interface-limits.ts'
import { requireType, requireUserData } from './launch-requests.ts'
import { interfacesOf, type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { volumes } from './volumes.ts'

export const describeInstanceAttribute = operation(
  'ec2',
  'DescribeInstanceAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeInstanceAttribute' },
  ({ InstanceId, Attribute }, ctx) => {
    const held = instances.require(ctx, InstanceId)
    const read = readers[Attribute]
    if (!read) throw unknownAttribute(Attribute)
    return { ...read(instances.print(ctx, held), held), InstanceId }
  },
)

const unknownAttribute = (name: string) =>
  invalidParameter(`Value (${name}) for parameter attribute is invalid. Unknown attribute.`)

type ReadAttribute = (instance: Ec2.Instance, held: HeldInstance) => Partial<Ec2.InstanceAttribute>

const readers: Readonly<Partial<Record<string, ReadAttribute>>> = {
  blockDeviceMapping: ({ BlockDeviceMappings }) => ({ BlockDeviceMappings }),
  disableApiStop: (_, { side }) => ({ DisableApiStop: { Value: side.mayNotBeStopped } }),
  disableApiTermination: (_, { side }) => ({ DisableApiTermination: { Value: side.mayNotBeTerminated } }),
  ebsOptimized: ({ EbsOptimized }) => ({ EbsOptimized: { Value: EbsOptimized } }),
  enaSupport: ({ EnaSupport }) => ({ EnaSupport: { Value: EnaSupport } }),
  enclaveOptions: ({ EnclaveOptions }) => ({ EnclaveOptions }),
  groupSet: ({ SecurityGroups }) => ({ Groups: SecurityGroups }),
  instanceInitiatedShutdownBehavior: (_, { side }) => ({
    InstanceInitiatedShutdownBehavior: { Value: side.onShutdown },
  }),
  instanceType: ({ InstanceType }) => ({ InstanceType: { Value: InstanceType } }),
  kernel: () => ({ KernelId: {} }),
  productCodes: () => ({ ProductCodes: [] }),
  ramdisk: () => ({ RamdiskId: {} }),
  rootDeviceName: ({ RootDeviceName }) => ({ RootDeviceName: { Value: RootDeviceName } }),
  sourceDestCheck: ({ SourceDestCheck }) => ({ SourceDestCheck: { Value: SourceDestCheck } }),
  sriovNetSupport: () => ({ SriovNetSupport: {} }),
  userData: (_, { side }) => ({ UserData: side.userData === undefined ? {} : { Value: side.userData } }),
}

type Request = Ec2.ModifyInstanceAttributeRequest

export const modifyInstanceAttribute = operation(
  'ec2',
  'ModifyInstanceAttribute',
  {
    fidelity: { simplified: 'Kernels, RAM disks and SR-IOV by request do not exist.' },
    source: 'EC2 API reference, ModifyInstanceAttribute',
  },
  (input, ctx) => {
    const instance = instances.require(ctx, input.InstanceId)
    const request = { ...input, ...fromPair(input) }
    // "You can specify only one attribute at a time."
    const asked = members.filter((member) => request[member] !== undefined)
    const [member] = asked
    if (!member) throw new AwsError('InvalidParameterCombination', 'No attributes specified.')
    if (asked.length > 1) {
      throw invalidCombination(
        `Fields for multiple attribute types specified: ${asked.map(lowerFirst).join(', ')}`,
      )
    }
    changes[member](ctx, instance, request)
    return {}
  },
)

export const resetInstanceAttribute = operation(
  'ec2',
  'ResetInstanceAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, ResetInstanceAttribute' },
  ({ InstanceId, Attribute }, ctx) => {
    const instance = instances.require(ctx, InstanceId)
    if (Attribute === 'sourceDestCheck') {
      networkInterfaces.update(ctx, onlyInterfaceOf(ctx, instance), { SourceDestCheck: true })
      return {}
    }
    if (Attribute === 'kernel' || Attribute === 'ramdisk') {
      requireStopped(instance)
      return {}
    }
    // "You can only reset the following attributes: kernel | ramdisk | sourceDestCheck."
    throw invalidParameter(
      `Value (${Attribute}) for parameter attribute is invalid. Attribute cannot be reset.`,
    )
  },
)

const members = [
  'BlockDeviceMappings',
  'DisableApiStop',
  'DisableApiTermination',
  'EbsOptimized',
  'EnaSupport',
  'Groups',
  'InstanceInitiatedShutdownBehavior',
  'InstanceType',
  'Kernel',
  'Ramdisk',
  'SourceDestCheck',
  'SriovNetSupport',
  'UserData',
] as const satisfies readonly (keyof Request)[]

type Member = (typeof members)[number]
type Change = (ctx: Context, instance: HeldInstance, input: Request) => void

/** The older way to name an attribute: `--attribute instanceType --value t3.large`. */
function fromPair({ Attribute, Value }: Request): Partial<Request> {
  if (Attribute === undefined) return {}
  if (Value === undefined) throw missingParameter('value')
  const truth = { Value: Value.toLowerCase() === 'true' }
  switch (Attribute) {
    case 'disableApiStop':
      return { DisableApiStop: truth }
    case 'disableApiTermination':
      return { DisableApiTermination: truth }
    case 'ebsOptimized':
      return { EbsOptimized: truth }
    case 'enaSupport':
      return { EnaSupport: truth }
    case 'instanceInitiatedShutdownBehavior':
      return { InstanceInitiatedShutdownBehavior: { Value } }
    case 'instanceType':
      return { InstanceType: { Value } }
    case 'sourceDestCheck':
      return { SourceDestCheck: truth }
    case 'userData':
      return { UserData: { Value: Uint8Array.from(Value, (char) => char.charCodeAt(0)) } }
    default:
      throw unknownAttribute(Attribute)
  }
}

const doesNotExistHere: Change = () => {
  throw new AwsError('UnsupportedOperation', 'Kernels, RAM disks and SR-IOV by request are not simulated.')
}

const changes: Readonly<Record<Member, Change>> = {
  BlockDeviceMappings(ctx, instance, { BlockDeviceMappings = [] }) {
    for (const { DeviceName, Ebs } of BlockDeviceMappings) {
      changeDisk(ctx, instances.idOf(instance), DeviceName ?? '', Ebs?.DeleteOnTermination)
    }
  },
  DisableApiStop(ctx, instance, { DisableApiStop }) {
    instances.update(ctx, instance, {}, { mayNotBeStopped: DisableApiStop?.Value === true })
  },
  DisableApiTermination(ctx, instance, { DisableApiTermination }) {
    instances.update(ctx, instance, {}, { mayNotBeTerminated: DisableApiTermination?.Value === true })
  },
  EbsOptimized(ctx, instance, { EbsOptimized }) {
    requireStopped(instance)
    instances.update(ctx, instance, { EbsOptimized: EbsOptimized?.Value === true })
  },
  EnaSupport(ctx, instance, { EnaSupport }) {
    requireStopped(instance)
    // "This option is supported only for HVM instances. … You can't turn it off."
    if (EnaSupport?.Value !== true) throw invalidParameter("Cannot set enaSupport to 'false'.")
    instances.update(ctx, instance, { EnaSupport: true })
  },
  Groups(ctx, instance, { Groups = [] }) {
    const eni = onlyInterfaceOf(ctx, instance)
    networkInterfaces.update(ctx, eni, { Groups: newGroupsFor(ctx, eni.record.VpcId ?? '', Groups) })
  },
  InstanceInitiatedShutdownBehavior(ctx, instance, { InstanceInitiatedShutdownBehavior }) {
    const behaviour = InstanceInitiatedShutdownBehavior?.Value
    if (behaviour !== 'stop' && behaviour !== 'terminate') {
      throw invalidParameter(
        `Value (${behaviour}) for parameter instanceInitiatedShutdownBehavior is invalid.`,
      )
    }
    instances.update(ctx, instance, {}, { onShutdown: behaviour })
  },
  InstanceType(ctx, instance, { InstanceType }) {
    requireStopped(instance)
    const id = instances.idOf(instance)
    const type = requireType(InstanceType?.Value, requireImage(ctx, instance.record.ImageId ?? ''))
    const attached = interfacesOf(ctx, id)
    requireInterfaceCount(type.instanceType, attached.length)
    for (const eni of attached) requireAddressCounts(type.instanceType, addressCountsOf(eni.record))
    const { cores, threads } = coresOf(type)
    instances.update(ctx, instance, {
      InstanceType: type.instanceType as Ec2.InstanceType,
      CpuOptions: { CoreCount: cores, ThreadsPerCore: threads },
      EbsOptimized: isEbsOptimized(type),
    })
  },
  Kernel: doesNotExistHere,
  Ramdisk: doesNotExistHere,
  SourceDestCheck(ctx, instance, { SourceDestCheck }) {
    const eni = onlyInterfaceOf(ctx, instance)
    networkInterfaces.update(ctx, eni, { SourceDestCheck: SourceDestCheck?.Value === true })
  },
  SriovNetSupport: doesNotExistHere,
  UserData(ctx, instance, { UserData }) {
    requireStopped(instance)
    const userData = UserData?.Value && base64Of(UserData.Value)
    requireUserData(userData)
    instances.update(ctx, instance, {}, { userData })
  },
}

function changeDisk(
  ctx: Context,
  id: string,
  device: string,
  deleteOnTermination: boolean | undefined,
): void {
  const instance = instances.require(ctx, id)
  const { BlockDeviceMappings = [] } = instance.record
  const mapping = BlockDeviceMappings.find((one) => one.DeviceName === device)
  if (!mapping) {
    throw new AwsError('InvalidInstanceAttributeValue', `No device is currently mapped at ${device}`)
  }
  if (deleteOnTermination === undefined) return
  const Ebs = { ...mapping.Ebs, DeleteOnTermination: deleteOnTermination }
  instances.update(ctx, instance, {
    BlockDeviceMappings: BlockDeviceMappings.map((one) => (one === mapping ? { ...one, Ebs } : one)),
  })
  const volume = volumes.get(ctx, mapping.Ebs?.VolumeId ?? '')
  if (!volume) return
  volumes.update(ctx, volume, {
    Attachments: volume.record.Attachments?.map((one) => ({
      ...one,
      DeleteOnTermination: deleteOnTermination,
    })),
  })
}

/** "To change the … of an instance with several network interfaces, change the interface's." */
function onlyInterfaceOf(ctx: Context, instance: HeldInstance): NetworkInterface {
  const id = instances.idOf(instance)
  const [only, another] = interfacesOf(ctx, id)
  if (!only) throw incorrectState(`The instance '${id}' has no network interface.`)
  if (!another) return only
  throw new AwsError(
    'InvalidInstanceID',
    `There are multiple interfaces attached to instance '${id}'. Please specify an interface ID for the operation instead.`,
  )
}

function requireStopped(instance: HeldInstance): void {
  if (stateOf(instance) === 'stopped') return
  throw incorrectState(`The instance '${instances.idOf(instance)}' is not in the 'stopped' state.`)
}

const incorrectState = (message: string) => new AwsError('IncorrectInstanceState', message)

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const base64Of = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
