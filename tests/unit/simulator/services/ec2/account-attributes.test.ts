import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, testCloud } from '../cloud.ts'

const read = ({ ask }: ReturnType<typeof testCloud>, AttributeNames?: string[]) =>
  ask('DescribeAccountAttributes', {
    AttributeNames: AttributeNames as 'default-vpc'[],
  }).AccountAttributes!.map(({ AttributeName, AttributeValues }) => [
    AttributeName,
    ...AttributeValues!.map((one) => one.AttributeValue),
  ])

describe('DescribeAccountAttributes', () => {
  it('lists them all', () => {
    const cloud = testCloud()
    expect(read(cloud)).toEqual([
      ['supported-platforms', 'VPC'],
      ['vpc-max-security-groups-per-interface', '5'],
      ['max-elastic-ips', '5'],
      ['max-instances', '20'],
      ['vpc-max-elastic-ips', '5'],
      ['default-vpc', cloud.ask('DescribeVpcs').Vpcs![0]!.VpcId],
    ])
  })

  it('lists those asked for, with quotas as they were raised', () => {
    const cloud = testCloud()
    raiseQuota(cloud.cloud.store, { account, region: 'us-east-1' }, 'elastic-ips-per-region', 12)
    expect(read(cloud, ['vpc-max-elastic-ips'])).toEqual([['vpc-max-elastic-ips', '12']])
  })

  it('refuses one that there is not', () => {
    const AttributeNames = ['colour' as 'default-vpc']
    expect(testCloud().refused('DescribeAccountAttributes', { AttributeNames })).toBe(
      'InvalidParameterValue: Value (colour) for parameter attributeName is invalid. Unknown attribute.',
    )
  })
})
