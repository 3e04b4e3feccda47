import { formatAddress } from '../../kernel/address.ts'
import { place } from '../place.ts'
import type { LinkLocal } from '../positions.ts'
import { linkLocalAnswers } from '../rules/link-local-service.ts'

/** No security group and no network ACL stands before these addresses (VPC user guide, vpc-security-groups). */
export const linkLocal = place<LinkLocal>({
  kind: 'link-local',
  idOf: ({ eni }) => eni.record.SubnetId ?? '',
  rules: [linkLocalAnswers],
  next: ({ packet }) => ({
    arrival: { kind: 'link-local', id: formatAddress(packet.destination), packet },
  }),
})
