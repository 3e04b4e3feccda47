import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { account, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('service-quotas')

let world: TestCloud
const vpcs = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' }

beforeEach(() => {
  world = testCloud()
})

const value = (where = {}) => world.call('service-quotas', 'GetServiceQuota', vpcs, where).Quota?.Value

describe('a quota', () => {
  it('has its default until it is raised', () => {
    expect(world.call('service-quotas', 'GetServiceQuota', vpcs).Quota).toMatchObject({
      ServiceCode: 'vpc',
      QuotaArn: `arn:aws:servicequotas:us-east-1:${account}:vpc/L-F678F1CE`,
      QuotaCode: 'L-F678F1CE',
      Value: 5,
      Adjustable: true,
      GlobalQuota: false,
    })
    expect(world.call('service-quotas', 'ListServices').Services).toContainEqual({
      ServiceCode: 'vpc',
      ServiceName: 'Amazon Virtual Private Cloud (Amazon VPC)',
    })
    expect(world.call('service-quotas', 'ListServiceQuotas', vpcs).Quotas).toHaveLength(1)
  })

  it('is raised for its Region after some time, and then holds', () => {
    const asked = world.call('service-quotas', 'RequestServiceQuotaIncrease', { ...vpcs, DesiredValue: 7 })
    expect(asked.RequestedQuota?.Status).toBe('PENDING')
    expect(
      world.refusedBy('service-quotas', 'RequestServiceQuotaIncrease', { ...vpcs, DesiredValue: 8 }),
    ).toMatch(/^ResourceAlreadyExistsException/)
    expect(value()).toBe(5)
    world.pass(3600)
    expect(value()).toBe(7)
    expect(value({ region: 'eu-west-1' })).toBe(5)
    expect(world.call('service-quotas', 'GetAWSDefaultServiceQuota', vpcs).Quota?.Value).toBe(5)
    const RequestId = asked.RequestedQuota!.Id!
    const change = world.call('service-quotas', 'GetRequestedServiceQuotaChange', {
      RequestId,
    }).RequestedQuota
    expect(change?.Status).toBe('APPROVED')
    const history = world.call('service-quotas', 'ListRequestedServiceQuotaChangeHistory', {
      Status: 'APPROVED',
    })
    expect(history.RequestedQuotas).toHaveLength(1)
    // One VPC is there from the start.
    for (let n = 1; n < 7; n++) world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    expect(world.refused('CreateVpc', { CidrBlock: '10.0.0.0/16' })).toMatch(/^VpcLimitExceeded/)
  })

  it.each([
    ['not more than there is', { ...vpcs, DesiredValue: 5 }, /^IllegalArgumentException/],
    [
      'another quota',
      { ServiceCode: 'vpc', QuotaCode: 'L-00000000', DesiredValue: 5 },
      /^NoSuchResourceException/,
    ],
    ['another service', { ServiceCode: 'none', QuotaCode: 'L-F678F1CE', DesiredValue: 5 }, /^NoSuchResource/],
  ])('is not raised: %s', (_, input, expected) => {
    expect(world.refusedBy('service-quotas', 'RequestServiceQuotaIncrease', input)).toMatch(expected)
  })
})
