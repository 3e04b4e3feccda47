import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { spellCommand } from '../../../../simulator/cli/spell-command.ts'
import { readRecordings, replay, servicesOf } from '../../../conformance/replay.ts'
import { type } from './machine.ts'

const ec2 = await contract.need('ec2')

describe('a request as a person would type it', () => {
  it.each<[string, object, string]>([
    ['CreateVpc', { CidrBlock: '10.0.0.0/16' }, 'aws ec2 create-vpc --cidr-block 10.0.0.0/16'],
    [
      'DeleteSubnet',
      { SubnetId: 'subnet-1', DryRun: true },
      'aws ec2 delete-subnet --subnet-id subnet-1 --dry-run',
    ],
    [
      'DeleteSubnet',
      { SubnetId: 'subnet-1', DryRun: false },
      'aws ec2 delete-subnet --subnet-id subnet-1 --no-dry-run',
    ],
    ['DescribeVpcs', { VpcIds: ['vpc-1', 'vpc-2'] }, 'aws ec2 describe-vpcs --vpc-ids vpc-1 vpc-2'],
    [
      'CreateTags',
      { Resources: ['vpc-1'], Tags: [{ Key: 'Name', Value: 'main' }] },
      'aws ec2 create-tags --resources vpc-1 --tags Key=Name,Value=main',
    ],
    [
      'CreateTags',
      { Resources: ['vpc-1'], Tags: [{ Key: 'Name', Value: "it's, mine" }] },
      `aws ec2 create-tags --resources vpc-1 --tags '[{"Key":"Name","Value":"it'\\''s, mine"}]'`,
    ],
    [
      'AuthorizeSecurityGroupIngress',
      {
        GroupId: 'sg-1',
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
        ],
      },
      'aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 443 --cidr 10.0.0.0/16',
    ],
    [
      'AuthorizeSecurityGroupIngress',
      {
        GroupId: 'sg-1',
        IpPermissions: [
          { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
        ],
      },
      "aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions 'IpProtocol=icmp,FromPort=8,ToPort=-1,IpRanges=[{CidrIp=10.0.0.0/16}]'",
    ],
    [
      'ModifyNetworkInterfaceAttribute',
      { NetworkInterfaceId: 'eni-1', SourceDestCheck: { Value: false } },
      'aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --no-source-dest-check',
    ],
  ])('%s %j', (operation, input, line) => {
    expect(spellCommand(ec2, { operation, input: input as Record<string, unknown> })).toBe(line)
    expect(type(line).sent[0]).toMatchObject({ operation, input })
  })

  it('names the Region and the profile where it is told them', () => {
    const line = spellCommand(ec2, {
      operation: 'DescribeVpcs',
      input: {},
      region: 'eu-west-1',
      profile: 'provider',
    })
    expect(line).toBe('aws ec2 describe-vpcs --region eu-west-1 --profile provider')
  })
})

describe('whatever was sent', () => {
  const recordings = readRecordings()
  it('is sent again by the line that is spelled for it', async () => {
    const changed: string[] = []
    for (const record of recordings) {
      for (const service of servicesOf(record, contract)) await contract.need(service)
      for (const { service, operation, params } of replay(record, contract).sent) {
        if (!contract.services.includes(service)) continue
        const input = params as Record<string, unknown>
        const line = spellCommand(contract.model(service), { operation, input })
        const [again] = type(line).sent
        if (!isDeepStrictEqual(again?.input, { ...input })) changed.push(`${record.id}: ${line}`)
      }
    }
    expect(changed).toEqual([])
  })
})
