import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { crossInto } from '../crossing.ts'
import { place } from '../place.ts'
import type { VpcLocal } from '../positions.ts'
import { neighbor } from '../rules/neighbor.ts'

/** Delivery inside the VPC, by the local route: straight to whoever has the address. */
export const vpcLocal = place<VpcLocal, NetworkInterface>({
  kind: 'vpc-local',
  idOf: ({ vpc }) => vpc,
  rules: [neighbor],
  next: ({ fabric, at }, eni) => ({
    to: crossInto(fabric, at.subnet, eni.record.SubnetId ?? '', { kind: 'interface-in', eni }),
  }),
})
