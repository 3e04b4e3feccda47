import { describe, expect, it } from 'vitest'
import { seedDice } from '../../../../../simulator/kernel/random.ts'
import { Store } from '../../../../../simulator/kernel/store.ts'
import {
  freeAddressCount,
  holderOf,
  isTaken,
  releaseAddress,
  takeAddress,
  takenAddressCount,
} from '../../../../../simulator/services/ec2/private-addresses.ts'

const worldWith = (CidrBlock: string, ipv6?: string) => {
  const store = new Store()
  seedDice(store, 'addresses')
  const subnet = {
    SubnetId: 'subnet-1',
    CidrBlock,
    Ipv6CidrBlockAssociationSet: ipv6
      ? [{ Ipv6CidrBlock: ipv6, Ipv6CidrBlockState: { State: 'associated' as const } }]
      : [],
  }
  return { store, subnet }
}

describe('the addresses of a subnet', () => {
  it('are given out in no order, each once, until none is left', () => {
    const { store, subnet } = worldWith('10.0.0.16/28')
    const taken = Array.from({ length: 11 }, (_, i) => takeAddress(store, subnet, `eni-${i}`))
    const all = Array.from({ length: 11 }, (_, i) => `10.0.0.${20 + i}`)
    expect([...taken].sort()).toEqual(all)
    expect(taken).not.toEqual(all)
    expect(freeAddressCount(store, subnet)).toBe(0)
    expect(() => takeAddress(store, subnet, 'eni-12')).toThrow(/does not have enough free addresses/)
  })

  it('come back when they are released', () => {
    const { store, subnet } = worldWith('10.0.0.0/28')
    const address = takeAddress(store, subnet, 'eni-1', 4, '10.0.0.7')
    expect([
      address,
      isTaken(store, 'subnet-1', '10.0.0.7'),
      holderOf(store, 'subnet-1', '10.0.0.7'),
    ]).toEqual(['10.0.0.7', true, 'eni-1'])
    expect(freeAddressCount(store, subnet)).toBe(10)
    releaseAddress(store, 'subnet-1', '10.0.0.7')
    expect(isTaken(store, 'subnet-1', '10.0.0.7')).toBe(false)
    expect(freeAddressCount(store, subnet)).toBe(11)
  })

  it.each([
    ['10.0.0.3', /reserved/],
    ['10.0.0.15', /reserved/],
    ['10.0.0.16', /does not fall within/],
    ['10.0.0.7', /in use/],
    ['seven', /invalid value for parameter address: seven/],
    ['2001:db8::1', /invalid value for parameter address/],
  ])('cannot be had by name when it is %s', (wanted, text) => {
    const { store, subnet } = worldWith('10.0.0.0/28')
    takeAddress(store, subnet, 'eni-1', 4, '10.0.0.7')
    expect(() => takeAddress(store, subnet, 'eni-2', 4, wanted)).toThrow(text)
  })

  it('of IPv6 are spread over the whole block and do not count as IPv4', () => {
    const { store, subnet } = worldWith('10.0.0.0/28', '2001:db8:0:7::/64')
    const taken = Array.from({ length: 20 }, (_, i) => takeAddress(store, subnet, `eni-${i}`, 6))
    for (const address of taken) expect(address).toMatch(/^2001:db8:0:7:[0-9a-f:]+$/)
    expect(new Set(taken.map((address) => address.split(':')[4])).size).toBeGreaterThan(10)
    expect(takenAddressCount(store, 'subnet-1', 6)).toBe(20)
    expect(freeAddressCount(store, subnet)).toBe(11)
  })

  it('of IPv6 are not to be had where the subnet has no IPv6 block', () => {
    const { store, subnet } = worldWith('10.0.0.0/28')
    expect(() => takeAddress(store, subnet, 'eni-1', 6)).toThrow(/does not have an IPv6 CIDR block/)
  })
})
