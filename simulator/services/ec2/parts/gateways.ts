import { service } from '../../service.ts'
import * as natGatewayAddresses from '../nat-gateway-addresses.ts'
import * as natGatewayCreation from '../nat-gateway-creation.ts'
import * as natGatewayDeletion from '../nat-gateway-deletion.ts'
import * as vpcPeeringOptions from '../vpc-peering-options.ts'
import * as vpcPeeringRequests from '../vpc-peering-requests.ts'

export const gateways = service('ec2', [
  natGatewayAddresses,
  natGatewayCreation,
  natGatewayDeletion,
  vpcPeeringOptions,
  vpcPeeringRequests,
])
