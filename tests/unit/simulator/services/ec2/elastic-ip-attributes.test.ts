import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

describe('the reverse DNS name of an Elastic IP address', () => {
  const world = () => {
    const cloud = testCloud()
    const { AllocationId, PublicIp } = cloud.ask('AllocateAddress')
    const id = AllocationId!
    const names = () =>
      cloud.ask('DescribeAddressesAttribute', { AllocationIds: [id], Attribute: 'domain-name' })
        .Addresses![0]!
    return { ...cloud, id, names, address: { AllocationId: id, PublicIp } }
  }

  it('changes after a while, and comes off again', () => {
    const { ask, pass, id, names, address } = world()
    expect(names()).toEqual(address)
    const pending = { ...address, PtrRecordUpdate: { Value: 'mail.example.com.', Status: 'PENDING' } }
    expect(
      ask('ModifyAddressAttribute', { AllocationId: id, DomainName: 'mail.example.com' }).Address,
    ).toEqual(pending)
    expect(names()).toEqual(pending)
    pass(60)
    expect(names()).toEqual({ ...address, PtrRecord: 'mail.example.com.' })
    ask('ResetAddressAttribute', { AllocationId: id, Attribute: 'domain-name' })
    expect(names()).toMatchObject({ PtrRecord: 'mail.example.com.', PtrRecordUpdate: { Status: 'PENDING' } })
    pass(60)
    expect(names()).toEqual(address)
  })

  it('keeps the address from being released', () => {
    const { ask, refused, pass, id } = world()
    const text = `InvalidAddress.PtrSet: The address with allocation id [${id}] cannot be released because it has a PTR record set.`
    ask('ModifyAddressAttribute', { AllocationId: id, DomainName: 'mail.example.com' })
    expect(refused('ReleaseAddress', { AllocationId: id })).toBe(text)
    pass(60)
    expect(refused('ReleaseAddress', { AllocationId: id })).toBe(text)
    ask('ResetAddressAttribute', { AllocationId: id, Attribute: 'domain-name' })
    pass(60)
    ask('ReleaseAddress', { AllocationId: id })
  })

  it.each(['', 'localhost', 'two..dots.example', '-a.example', 'a b.example'])('is not %j', (DomainName) => {
    const { refused, id } = world()
    expect(refused('ModifyAddressAttribute', { AllocationId: id, DomainName })).toBe(
      `InvalidParameterValue: invalid value for parameter domainName: ${DomainName}`,
    )
  })

  it('is asked of addresses that exist, a page at a time', () => {
    const { ask, refused, address } = world()
    const { AllocationId, PublicIp } = ask('AllocateAddress')
    const first = ask('DescribeAddressesAttribute', { MaxResults: 1 })
    expect(first.Addresses).toEqual([address])
    const { NextToken } = first
    expect(ask('DescribeAddressesAttribute', { MaxResults: 1, NextToken })).toEqual({
      Addresses: [{ AllocationId, PublicIp }],
    })
    expect(refused('DescribeAddressesAttribute', { AllocationIds: ['eipalloc-1'] })).toBe(
      "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-1' does not exist",
    )
  })
})
