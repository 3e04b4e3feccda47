import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import { notesOn } from '../../../../../simulator/views/completion/notes.ts'

await Promise.all(['sts', 'onprem'].map((service) => contract.need(service)))
await contract.needModel('ec2')

const lab = await Lab.open({ contract, seed: 'notes', turn: () => immediate() })
await lab.run(`
  named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
  made() { aws ec2 "$@" --output text; }
  VPC=$(made create-vpc --cidr-block 10.20.0.0/16 --tag-specifications $(named vpc main) --query Vpc.VpcId)
  SUBNET=$(made create-subnet --vpc-id $VPC --cidr-block 10.20.1.0/24 --tag-specifications $(named subnet app-a) --query Subnet.SubnetId)
  GROUP=$(made create-security-group --vpc-id $VPC --group-name web --description web --query GroupId)
  TABLE=$(made describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
  HOST=$(made run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \\
    --instance-type t3.micro --subnet-id $SUBNET --private-ip-address 10.20.1.5 --tag-specifications $(named instance app-1) \\
    --query 'Instances[0].InstanceId')
  CARD=$(made describe-network-interfaces --filters Name=subnet-id,Values=$SUBNET --query 'NetworkInterfaces[0].NetworkInterfaceId')
  sleep 60`)
const idOf = async (name: string) => (await lab.run(`echo -n $${name}`)).stdout

const noteOn = (line: string, candidate: string): string | undefined =>
  notesOn(lab.forkWorld(), line, [candidate])[candidate]

it('says what an operation wants that is not loaded yet', async () => {
  const { candidates } = await lab.terminal.complete('aws ec2 create-subnet')
  expect(notesOn(lab.forkWorld(), 'aws ec2 create-subnet', candidates)).toEqual({
    'create-subnet': '--vpc-id',
    'create-subnet-cidr-reservation': '--subnet-id --cidr --reservation-type',
  })
})

describe('what stands beside a choice', () => {
  it.each([
    ['a machine', 'HOST', 'app-1 · 10.20.1.5'],
    ['a network', 'VPC', 'main · 10.20.0.0/16'],
    ['a subnet', 'SUBNET', 'app-a · 10.20.1.0/24'],
    ['a security group', 'GROUP', 'web · security group'],
    ['a network interface', 'CARD', '10.20.1.5'],
    ['what has no name', 'TABLE', 'main · us-east-1 · 123456789012'],
  ])('of the id of %s is what it is called, and more', async (_, name, note) => {
    expect(noteOn('aws ec2 describe-tags --resources ', await idOf(name))).toBe(note)
  })

  it('is found behind the beginning of shorthand, too', async () => {
    const text = `Name=vpc-id,Values=${await idOf('VPC')}`
    expect(noteOn('aws ec2 describe-subnets --filters ', text)).toBe('main · 10.20.0.0/16')
  })

  it.each([
    ['an option that has to be there', 'aws ec2 create-subnet --', '--vpc-id', 'required · string'],
    ['an option that may be there', 'aws ec2 create-subnet --', '--cidr-block', 'string'],
    ['a list', 'aws ec2 describe-vpcs --', '--vpc-ids', 'list'],
    ['a choice of few', 'aws ec2 create-vpc --', '--instance-tenancy', 'default | dedicated | host'],
    ['a choice of many', 'aws ec2 run-instances --', '--instance-type', 'string'],
    ['a switch', 'aws ec2 create-vpc --', '--dry-run', 'switch'],
    ['a global option', 'aws sts get-caller-identity --', '--region', 'string'],
    ['an operation that wants options', 'aws ec2 ', 'create-subnet', '--vpc-id'],
    ['a service that is not simulated', 'aws ', 'polly', 'not simulated'],
    ['a Region', 'aws --region ', 'eu-west-1', 'Europe (Ireland)'],
    ['an operation of the lab’s own', 'onprem ', 'create-site', '--name'],
    ['the name of a machine', 'ping ', 'app-1', '10.20.1.5'],
    ['the address of a machine', 'ping ', '10.20.1.5', 'app-1'],
    ['behind a pipe', 'echo | aws ec2 ', 'create-subnet', '--vpc-id'],
  ])('of %s says so', (_, line, candidate, note) => {
    expect(noteOn(line, candidate)).toContain(note)
  })

  it('says that an operation is not simulated', async () => {
    await contract.need('ec2')
    expect(noteOn('aws ec2 ', 'create-fleet')).toBe('not simulated')
  })

  it.each([
    ['an operation that wants nothing', 'aws ec2 ', 'describe-vpcs'],
    ['a service that is simulated', 'aws ', 'ec2'],
    ['one of the CLI’s own commands', 'aws ', 's3'],
    ['a file', 'cat ', 'notes.txt'],
    ['an option of a command that there is not', 'aws nothing there --', '--region'],
  ])('is nothing for %s', (_, line, candidate) => {
    expect(noteOn(line, candidate)).toBeUndefined()
  })
})
