import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import { family } from '../family.ts'

export interface HandshakeSide {
  readonly organization: string
  /** The account that may accept. */
  readonly invited: string | undefined
}

export const handshakes = family<Organizations.Handshake, HandshakeSide>({
  service: 'organizations',
  resource: 'handshake',
  id: 'Id',
  prefix: 'h',
  missing: () =>
    new AwsError(
      'HandshakeNotFoundException',
      "We can't find a handshake with the HandshakeId that you specified.",
    ),
  references: {
    organization: { to: 'organizations:organization', read: ({ side }) => side.organization, blocks: false },
  },
  indexes: { invited: ({ side }) => side.invited },
  arn: ({ record }) => record.Arn ?? '',
})
