import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import { wayOfGoal } from '../../../../../simulator/views/attempt/way-of-goal.ts'
import { smallScenario, thingNamed } from '../../lab/small-scenario.ts'

// The way that a goal is about, to be followed from its verdict.

const setup = `
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
SUBNET=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --query Subnet.SubnetId --output text)
export TARGET=10.0.1.12
for n in 1 2; do
  aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \\
    --instance-type t3.micro --subnet-id $SUBNET --private-ip-address 10.0.1.1$n \\
    --tag-specifications "ResourceType=instance,Tags=[{Key=Name,Value=app-$n}]" > /dev/null
done
`

async function wayOf(check: string) {
  const scenario = smallScenario(`checks:\n  it: { ${check} }\n`, { 'setup.sh': setup })
  const lab = await Lab.open({ contract, scenario, seed: 'ann', turn: () => immediate() })
  await lab.needGoals()
  return lab.view((fabric) => wayOfGoal(lab.attempt!, fabric, 'it'))
}

describe('the way of a goal', () => {
  it.each([
    [
      'a probe sends a packet, with its variables in place',
      'probe: { from: app-1, to: "tcp://$TARGET:443" }',
      { kind: 'packet', question: { from: 'app-1', to: '10.0.1.12', protocol: 'tcp', port: 443 } },
    ],
    [
      'a ping has no port',
      'probe: { from: app-1, to: "ping://10.0.1.12" }',
      { kind: 'packet', question: { from: 'app-1', to: '10.0.1.12', protocol: 'icmp' } },
    ],
    [
      'of several that should be refused, it is the one that is not',
      'denies: { from: [internet, app-1], to: "ping://10.0.1.12" }',
      { kind: 'packet', question: { from: 'app-1', to: '10.0.1.12', protocol: 'icmp' } },
    ],
    [
      'a name is looked up',
      'resolve: { from: app-1, name: sqs.us-east-1.amazonaws.com, within: 10.0.0.0/16 }',
      { kind: 'lookup', asked: { from: 'app-1', name: 'sqs.us-east-1.amazonaws.com', type: 'A' } },
    ],
    [
      'a name that nobody knows is looked up, too: nothing can be sent there',
      'probe: { from: app-1, to: "https://nobody.example.internal" }',
      { kind: 'lookup', asked: { from: 'app-1', name: 'nobody.example.internal' } },
    ],
  ])('%s', async (_, check, way) => {
    expect(await wayOf(check)).toEqual(way)
  })

  it('is none where the goal is about none', async () => {
    expect(await wayOf(thingNamed('first'))).toBeUndefined()
  })
})
