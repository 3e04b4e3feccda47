import type { Ec2 } from '../../api/generated/types.d.ts'
import { due, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { type ElasticIp, elasticIps } from './elastic-ips.ts'
import { invalidParameter } from './errors.ts'

// The reverse DNS name of an Elastic IP address (EC2 user guide, Using_Elastic_Addressing_Reverse_DNS).

export const describeAddressesAttribute = operation(
  'ec2',
  'DescribeAddressesAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeAddressesAttribute' },
  (input, ctx) => {
    const { AllocationIds } = input
    const addresses = elasticIps.select(ctx, AllocationIds, undefined)
    const { items, NextToken } = page(addresses, input, {
      min: 1,
      ids: 'AllocationIds',
      wanted: AllocationIds,
    })
    return { Addresses: items.map(withReverseName), ...(NextToken && { NextToken }) }
  },
)

function withReverseName({ record, side }: ElasticIp): Ec2.AddressAttribute {
  return {
    PublicIp: record.PublicIp,
    AllocationId: record.AllocationId,
    ...(side.ptr !== undefined && { PtrRecord: side.ptr }),
    ...(side.ptrUpdate !== undefined && { PtrRecordUpdate: { Value: side.ptrUpdate, Status: 'PENDING' } }),
  }
}

export const modifyAddressAttribute = operation(
  'ec2',
  'ModifyAddressAttribute',
  {
    fidelity: {
      simplified:
        'AWS first looks up the name in public DNS and refuses one that does not lead to the address.',
    },
    source: 'EC2 API reference, ModifyAddressAttribute',
  },
  ({ AllocationId, DomainName }, ctx) => {
    const address = elasticIps.require(ctx, AllocationId)
    if (DomainName === undefined || !domainName.test(DomainName)) {
      throw invalidParameter(`invalid value for parameter domainName: ${DomainName ?? ''}`)
    }
    const changing = elasticIps.update(ctx, address, {}, { ptrUpdate: DomainName.replace(/\.?$/, '.') })
    ctx.after('reverse-name-changed', 'reverse-name-changed', { id: AllocationId })
    return { Address: withReverseName(changing) }
  },
)

const domainName =
  /^(?=.{1,253}\.?$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.?$/i

export const resetAddressAttribute = operation(
  'ec2',
  'ResetAddressAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, ResetAddressAttribute' },
  ({ AllocationId, Attribute }, ctx) => {
    const address = elasticIps.require(ctx, AllocationId)
    if (Attribute !== 'domain-name')
      throw invalidParameter(`invalid value for parameter attribute: ${Attribute}`)
    const changing = elasticIps.update(ctx, address, {}, { ptrUpdate: '' })
    ctx.after('reverse-name-changed', 'reverse-name-changed', { id: AllocationId })
    return { Address: withReverseName(changing) }
  },
)

export const reverseNameChanged = due<{ id: string }>('reverse-name-changed', ({ id }, ctx) => {
  const address = elasticIps.get(ctx, id)
  if (address?.side.ptrUpdate === undefined) return
  const ptr = address.side.ptrUpdate
  ctx.store.put(elasticIps.table, { ...address, side: ptr === '' ? {} : { ptr } })
})
