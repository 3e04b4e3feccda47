import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Prefix, parsePrefix } from '../../kernel/address.ts'
import type { Store } from '../../kernel/store.ts'
import { family } from '../family.ts'
import { doesNotExist } from './errors.ts'

export const subnetCidrReservations = family<Ec2.SubnetCidrReservation>({
  service: 'ec2',
  resource: 'subnet-cidr-reservation',
  id: 'SubnetCidrReservationId',
  prefix: 'scr',
  missing: doesNotExist('InvalidSubnetCidrReservationID.NotFound', 'subnet CIDR reservation'),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: { subnet: { to: 'ec2:subnet', read: ({ record }) => record.SubnetId, blocks: false } },
  filters: {
    reservationType: ({ record }) => record.ReservationType,
    'subnet-id': ({ record }) => record.SubnetId,
  },
})

/** The blocks of a subnet that AWS takes no address from of its own accord. */
export function reservedBlocks(store: Store, subnet: string): Prefix[] {
  return subnetCidrReservations
    .by({ store }, 'subnet', subnet)
    .map(({ record }) => parsePrefix(record.Cidr ?? '')?.prefix)
    .filter((prefix) => prefix !== undefined)
}
