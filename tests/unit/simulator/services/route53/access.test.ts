import { describe, expect, it } from 'vitest'
import { route53Access } from '../../../../../simulator/services/route53/access.ts'

const touch = (operation: string, input: object) =>
  route53Access.touches(operation, { ...input }, {} as never)!
const arns = (operation: string, input: object) => touch(operation, input).map(({ arn }) => arn)

describe('what policies are asked about', () => {
  it.each([
    ['GetHostedZone', { Id: 'Z1' }, ['hostedzone/Z1']],
    ['GetHostedZone', { Id: '/hostedzone/Z1' }, ['hostedzone/Z1']],
    ['GetChange', { Id: 'C1' }, ['change/C1']],
    ['ListResourceRecordSets', { HostedZoneId: 'Z1' }, ['hostedzone/Z1']],
    ['DeleteHealthCheck', { HealthCheckId: 'h' }, ['healthcheck/h']],
    ['ListCidrBlocks', { CollectionId: 'c' }, ['cidrcollection/c']],
    ['ChangeCidrCollection', { Id: 'c' }, ['cidrcollection/c']],
    ['DeleteReusableDelegationSet', { Id: 'N1' }, ['delegationset/N1']],
    ['ListTagsForResource', { ResourceType: 'hostedzone', ResourceId: 'Z1' }, ['hostedzone/Z1']],
    [
      'ListTagsForResources',
      { ResourceType: 'healthcheck', ResourceIds: ['a', 'b'] },
      ['healthcheck/a', 'healthcheck/b'],
    ],
  ])('%s %j: %j', (operation, input, expected) => {
    expect(arns(operation, input)).toEqual(expected.map((resource) => `arn:aws:route53:::${resource}`))
  })

  it.each([
    ['CreateHostedZone', { Name: 'example.com', DelegationSetId: 'N1' }],
    ['ListHostedZones', {}],
    ['GetHostedZoneCount', {}],
  ])('%s is about no resource', (operation, input) => {
    expect(arns(operation, input)).toEqual(['*'])
  })

  it('names, types and actions of changes, and VPCs, can be conditions', () => {
    const ResourceRecordSet = { Name: '*.Example.com.', Type: 'A' }
    const changes = {
      HostedZoneId: 'Z1',
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] },
    }
    expect(touch('ChangeResourceRecordSets', changes)[0]!.keys).toEqual({
      'route53:changeresourcerecordsetsnormalizedrecordnames': ['\\052.example.com'],
      'route53:changeresourcerecordsetsrecordtypes': ['A'],
      'route53:changeresourcerecordsetsactions': ['UPSERT'],
    })
    const VPC = { VPCId: 'vpc-1', VPCRegion: 'us-east-1' }
    expect(touch('AssociateVPCWithHostedZone', { HostedZoneId: 'Z1', VPC })[0]!.keys).toEqual({
      'route53:vpcs': ['VPCId=vpc-1,VPCRegion=us-east-1'],
    })
  })
})
