import { place } from '../place.ts'
import type { SubnetIn, SubnetOut } from '../positions.ts'
import { networkAclEgress, networkAclIngress } from '../rules/network-acl.ts'

export const subnetOut = place<SubnetOut>({
  kind: 'subnet-out',
  idOf: ({ subnet }) => subnet.record.SubnetId ?? '',
  rules: [networkAclEgress],
  next: ({ at }) => ({ to: at.onward }),
})

export const subnetIn = place<SubnetIn>({
  kind: 'subnet-in',
  idOf: ({ subnet }) => subnet.record.SubnetId ?? '',
  rules: [networkAclIngress],
  next: ({ at }) => ({ to: at.onward }),
})
