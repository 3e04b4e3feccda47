import { describe, expect, it } from 'vitest'
import { account, testCloud } from '../cloud.ts'

const withSubnet = (CidrBlock = '10.0.1.0/24') => {
  const cloud = testCloud()
  const VpcId = cloud.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const SubnetId = cloud.ask('CreateSubnet', { VpcId, CidrBlock }).Subnet!.SubnetId!
  const reserve = (Cidr: string, more: object = {}) =>
    cloud.ask('CreateSubnetCidrReservation', { SubnetId, Cidr, ReservationType: 'explicit', ...more })
      .SubnetCidrReservation!
  return { ...cloud, SubnetId, reserve }
}

describe('CreateSubnetCidrReservation', () => {
  it('answers with the reservation', () => {
    const { SubnetId, reserve } = withSubnet()
    const Tags = [{ Key: 'Name', Value: 'pods' }]
    const more = {
      ReservationType: 'prefix' as const,
      Description: 'for pods',
      TagSpecifications: [{ ResourceType: 'subnet-cidr-reservation' as const, Tags }],
    }
    expect(reserve('10.0.1.70/26', more)).toEqual({
      SubnetCidrReservationId: expect.stringMatching(/^scr-0[0-9a-f]{16}$/),
      SubnetId,
      Cidr: '10.0.1.64/26',
      ReservationType: 'prefix',
      OwnerId: account,
      Description: 'for pods',
      Tags,
    })
  })

  it.each([
    [
      '10.0.2.0/28',
      'InvalidParameterValue: Reservation CIDR 10.0.2.0/28 is not within the CIDR range of subnet ',
    ],
    [
      '10.0.0.0/16',
      'InvalidParameterValue: Reservation CIDR 10.0.0.0/16 is not within the CIDR range of subnet ',
    ],
    [
      '10.0.1.72/29',
      'InvalidParameterValue: Reservation CIDR 10.0.1.72/29 has overlap with existing reserved CIDR block',
    ],
    [
      '10.0.1.0/24',
      'InvalidParameterValue: Reservation CIDR 10.0.1.0/24 has overlap with existing reserved CIDR block',
    ],
    [
      'ten',
      'InvalidParameterValue: Value (ten) for parameter cidr is invalid. This is not a valid CIDR block.',
    ],
  ])('beside 10.0.1.64/26, refuses %s', (Cidr, text) => {
    const { refused, SubnetId, reserve } = withSubnet()
    reserve('10.0.1.64/26')
    const input = { SubnetId, Cidr, ReservationType: 'explicit' as const }
    expect(refused('CreateSubnetCidrReservation', input)).toContain(text)
  })

  it('refuses a kind that there is not', () => {
    const { refused, SubnetId } = withSubnet()
    const input = { SubnetId, Cidr: '10.0.1.0/28', ReservationType: 'colour' as 'prefix' }
    expect(refused('CreateSubnetCidrReservation', input)).toBe(
      'InvalidParameterValue: Value (colour) for parameter reservationType is invalid.',
    )
  })
})

describe('GetSubnetCidrReservations', () => {
  const { ask, refused, SubnetId, reserve } = withSubnet()
  const first = reserve('10.0.1.16/28', {
    TagSpecifications: [{ ResourceType: 'subnet-cidr-reservation', Tags: [{ Key: 'Name', Value: 'a' }] }],
  })
  const second = reserve('10.0.1.32/28', { ReservationType: 'prefix' })
  const names = new Map([
    [first.SubnetCidrReservationId, 'first'],
    [second.SubnetCidrReservationId, 'second'],
  ])

  it.each([
    ['reservationType', 'prefix', ['second']],
    ['subnet-id', SubnetId, ['first', 'second']],
    ['subnet-id', 'subnet-1', []],
    ['tag:Name', 'a', ['first']],
    ['tag-key', 'Name', ['first']],
  ])('filters by %s=%s', (Name, value, expected) => {
    const answer = ask('GetSubnetCidrReservations', { SubnetId, Filters: [{ Name, Values: [value] }] })
    expect(answer.SubnetIpv4CidrReservations!.map((one) => names.get(one.SubnetCidrReservationId))).toEqual(
      expected,
    )
    expect(answer.SubnetIpv6CidrReservations).toEqual([])
  })

  it('refuses a subnet that nobody has', () => {
    expect(refused('GetSubnetCidrReservations', { SubnetId: 'subnet-1' })).toBe(
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist",
    )
  })
})

describe('DeleteSubnetCidrReservation', () => {
  it('answers with what was deleted', () => {
    const { ask, refused, SubnetId, reserve } = withSubnet()
    const reservation = reserve('10.0.1.16/28')
    const input = { SubnetCidrReservationId: reservation.SubnetCidrReservationId! }
    expect(ask('DeleteSubnetCidrReservation', input)).toEqual({ DeletedSubnetCidrReservation: reservation })
    expect(ask('GetSubnetCidrReservations', { SubnetId }).SubnetIpv4CidrReservations).toEqual([])
    expect(refused('DeleteSubnetCidrReservation', input)).toMatch(
      /^InvalidSubnetCidrReservationID.NotFound: /,
    )
  })
})

describe('a reserved block', () => {
  it('is one that AWS picks no address from, and that a caller may name', () => {
    const { ask, refused, SubnetId, reserve } = withSubnet('10.0.1.0/28')
    reserve('10.0.1.8/29')
    const taken = [1, 2, 3, 4].map(
      () => ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!.PrivateIpAddress,
    )
    expect(taken.sort()).toEqual(['10.0.1.4', '10.0.1.5', '10.0.1.6', '10.0.1.7'])
    expect(refused('CreateNetworkInterface', { SubnetId })).toMatch(/^InsufficientFreeAddressesInSubnet: /)
    const input = { SubnetId, PrivateIpAddress: '10.0.1.9' }
    expect(ask('CreateNetworkInterface', input).NetworkInterface!.PrivateIpAddress).toBe('10.0.1.9')
  })
})
