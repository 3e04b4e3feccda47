import { service } from '../../service.ts'
import * as blockPublicAccessChanges from '../block-public-access-changes.ts'
import * as prefixListChanges from '../prefix-list-changes.ts'
import * as subnetCidrReservationRequests from '../subnet-cidr-reservation-requests.ts'

export const rarities = service('ec2', [
  blockPublicAccessChanges,
  prefixListChanges,
  subnetCidrReservationRequests,
])
