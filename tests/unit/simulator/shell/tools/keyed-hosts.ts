import { say, type World, worldOf } from '../../network/notation/world.ts'
import { at, type Desk } from './on-host.ts'

// A VPC with a public and a private subnet, whose instances know a key that the workstation has.

const places = `
  vpc main 10.0.0.0/16
  subnet front main a 10.0.1.0/24
  subnet back main b 10.0.2.0/24
  group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
  group shut main | out all 0.0.0.0/0
  igw igw main
  table public main front
  route public 0.0.0.0/0 igw
`

export interface KeyedWorld {
  readonly world: World
  readonly desk: Desk
  /** The public address of a machine, as `{public bastion}`. */
  readonly names: Readonly<Record<string, string>>
}

/** `bastion` is reached from the internet, `app-1` from the VPC alone; `keyless` was launched without a key. */
export async function keyedWorld(seed = 'keys'): Promise<KeyedWorld> {
  const world = worldOf(places, seed)
  const { KeyMaterial = '' } = world.ask('CreateKeyPair', { KeyName: 'lab' })
  launch(world, 'bastion', 'front', '10.0.1.10', 'open', true)
  launch(world, 'app-1', 'back', '10.0.2.10', 'open')
  launch(world, 'shut-1', 'back', '10.0.2.11', 'shut')
  say(world, 'host keyless front 10.0.1.20 open public')
  world.pass(120)
  const desk = at(world, 'workstation')
  await desk.type(`mkdir -p .ssh; cat > .ssh/lab.pem <<'EOF'\n${KeyMaterial}\nEOF\nchmod 400 .ssh/lab.pem`)
  return {
    world,
    desk,
    names: { 'public bastion': addressOf(world, 'bastion'), 'public keyless': addressOf(world, 'keyless') },
  }
}

function launch(
  world: World,
  name: string,
  subnet: string,
  address: string,
  group: string,
  isPublic = false,
): void {
  const { Instances } = world.ask('RunInstances', {
    ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    KeyName: 'lab',
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        SubnetId: world.id(subnet),
        PrivateIpAddress: address,
        Groups: [world.id(group)],
        AssociatePublicIpAddress: isPublic,
      },
    ],
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
  })
  world.name(`${name}:instance`, Instances?.[0]?.InstanceId)
  world.name(name, Instances?.[0]?.NetworkInterfaces?.[0]?.NetworkInterfaceId)
}

function addressOf(world: World, name: string): string {
  const { Reservations } = world.ask('DescribeInstances', { InstanceIds: [world.id(`${name}:instance`)] })
  return Reservations?.[0]?.Instances?.[0]?.PublicIpAddress ?? ''
}
