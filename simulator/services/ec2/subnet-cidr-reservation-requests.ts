import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  formatPrefix,
  type Prefix,
  parsePrefix,
  prefixCovers,
  prefixesOverlap,
} from '../../kernel/address.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter } from './errors.ts'
import { reservedBlocks, subnetCidrReservations } from './subnet-cidr-reservations.ts'
import { subnets } from './subnets.ts'

export const createSubnetCidrReservation = operation(
  'ec2',
  'CreateSubnetCidrReservation',
  { fidelity: 'exact', source: 'EC2 API reference, CreateSubnetCidrReservation' },
  ({ SubnetId, Cidr, ReservationType, Description, TagSpecifications }, ctx) => {
    const { record: subnet } = subnets.require(ctx, SubnetId)
    const type: string = ReservationType
    if (type !== 'prefix' && type !== 'explicit') {
      throw invalidParameter(`Value (${type}) for parameter reservationType is invalid.`)
    }
    const block = parsePrefix(Cidr)?.prefix
    if (!block) {
      throw invalidParameter(`Value (${Cidr}) for parameter cidr is invalid. This is not a valid CIDR block.`)
    }
    const text = formatPrefix(block)
    if (!blocksOf(subnet).some((one) => prefixCovers(one, block))) {
      throw invalidParameter(`Reservation CIDR ${text} is not within the CIDR range of subnet ${SubnetId}`)
    }
    if (reservedBlocks(ctx.store, SubnetId).some((one) => prefixesOverlap(one, block))) {
      throw invalidParameter(`Reservation CIDR ${text} has overlap with existing reserved CIDR block`)
    }
    const held = subnetCidrReservations.create(ctx, {
      SubnetCidrReservationId: ctx.newId('scr'),
      SubnetId,
      Cidr: text,
      ReservationType: type,
      OwnerId: ctx.account,
      ...(Description !== undefined && { Description }),
      Tags: tagsFor(TagSpecifications, 'subnet-cidr-reservation'),
    })
    return { SubnetCidrReservation: subnetCidrReservations.print(ctx, held) }
  },
)

export const deleteSubnetCidrReservation = operation(
  'ec2',
  'DeleteSubnetCidrReservation',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteSubnetCidrReservation' },
  ({ SubnetCidrReservationId }, ctx) => {
    const held = subnetCidrReservations.require(ctx, SubnetCidrReservationId)
    subnetCidrReservations.delete(ctx, held)
    return { DeletedSubnetCidrReservation: subnetCidrReservations.print(ctx, held) }
  },
)

export const getSubnetCidrReservations = operation(
  'ec2',
  'GetSubnetCidrReservations',
  { fidelity: 'exact', source: 'EC2 API reference, GetSubnetCidrReservations' },
  (input, ctx) => {
    subnets.require(ctx, input.SubnetId)
    const selected = subnetCidrReservations
      .select(ctx, undefined, input.Filters)
      .filter(({ record }) => record.SubnetId === input.SubnetId)
    const { items, NextToken } = page(selected, input)
    const records = items.map((held) => subnetCidrReservations.print(ctx, held))
    const isIpv6 = ({ Cidr }: Ec2.SubnetCidrReservation) => Cidr?.includes(':') === true
    return {
      SubnetIpv4CidrReservations: records.filter((record) => !isIpv6(record)),
      SubnetIpv6CidrReservations: records.filter(isIpv6),
      ...(NextToken && { NextToken }),
    }
  },
)

function blocksOf({ CidrBlock, Ipv6CidrBlockAssociationSet }: Ec2.Subnet): Prefix[] {
  const ipv6 = (Ipv6CidrBlockAssociationSet ?? [])
    .filter((one) => one.Ipv6CidrBlockState?.State === 'associated')
    .map((one) => one.Ipv6CidrBlock)
  return [CidrBlock, ...ipv6]
    .map((cidr) => parsePrefix(cidr ?? '')?.prefix)
    .filter((prefix) => prefix !== undefined)
}
