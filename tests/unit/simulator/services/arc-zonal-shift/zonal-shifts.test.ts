import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

await contract.need('arc-zonal-shift')
await contract.need('elbv2')

let world: TestCloud
let resourceIdentifier: string
let zones: string[]

beforeEach(() => {
  world = testCloud()
  const subnets = world.ask('DescribeSubnets').Subnets!.slice(0, 2)
  zones = subnets.map(({ AvailabilityZoneId = '' }) => AvailabilityZoneId)
  const { LoadBalancers } = world.call('elbv2', 'CreateLoadBalancer', {
    Name: 'orders',
    Type: 'network',
    Scheme: 'internal',
    Subnets: subnets.map(({ SubnetId = '' }) => SubnetId),
  })
  resourceIdentifier = LoadBalancers![0]!.LoadBalancerArn!
})

const shift = (input: object = {}) => ({
  resourceIdentifier,
  awayFrom: zones[0]!,
  expiresIn: '2h',
  comment: 'a zone is ill',
  ...input,
})
const start = () => world.call('arc-zonal-shift', 'StartZonalShift', shift())
const weights = () =>
  world.call('arc-zonal-shift', 'GetManagedResource', { resourceIdentifier }).appliedWeights
const statuses = () => world.call('arc-zonal-shift', 'ListZonalShifts').items?.map(({ status }) => status)

describe('a zonal shift', () => {
  it('takes the zone’s weight away until it expires', () => {
    const [ill = '', well = ''] = zones
    expect(weights()).toEqual({ [ill]: 1, [well]: 1 })
    expect(start()).toMatchObject({ status: 'ACTIVE', awayFrom: ill, expiryTime: '2026-11-02T11:00:00.000Z' })
    expect(weights()).toEqual({ [ill]: 0, [well]: 1 })
    world.pass(2 * 3600)
    expect(weights()).toEqual({ [ill]: 1, [well]: 1 })
    expect(statuses()).toEqual(['EXPIRED'])
  })

  it('is prolonged and cancelled', () => {
    const { zonalShiftId = '' } = start()
    world.call('arc-zonal-shift', 'UpdateZonalShift', { zonalShiftId, expiresIn: '3h' })
    world.pass(2 * 3600)
    expect(statuses()).toEqual(['ACTIVE'])
    expect(world.call('arc-zonal-shift', 'CancelZonalShift', { zonalShiftId }).status).toBe('CANCELED')
    expect(world.refusedBy('arc-zonal-shift', 'CancelZonalShift', { zonalShiftId })).toMatch(
      /^ConflictException/,
    )
  })

  it('is one at a time', () => {
    start()
    expect(world.refusedBy('arc-zonal-shift', 'StartZonalShift', shift())).toMatch(/^ConflictException/)
  })

  it.each([
    ['a zone where it is not', { awayFrom: 'use1-az9' }, /^ValidationException/],
    ['no time', { expiresIn: '0m' }, /^ValidationException/],
    ['more than three days', { expiresIn: '73h' }, /^ValidationException/],
    [
      'a load balancer that is not there',
      {
        resourceIdentifier:
          'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/x/0123456789abcdef',
      },
      /^ResourceNotFoundException/,
    ],
  ])('is refused for %s', (_, input, expected) => {
    expect(world.refusedBy('arc-zonal-shift', 'StartZonalShift', shift(input))).toMatch(expected)
  })

  it('can be of any network load balancer', () => {
    const { items } = world.call('arc-zonal-shift', 'ListManagedResources')
    expect(items).toMatchObject([
      { arn: resourceIdentifier, name: 'orders', availabilityZones: [...zones].sort() },
    ])
  })
})
