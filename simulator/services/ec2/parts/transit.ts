import { service } from '../../service.ts'
import * as transitGatewayChanges from '../transit-gateway-changes.ts'
import * as transitGatewayConnects from '../transit-gateway-connects.ts'
import * as transitGatewayPeeringAttachments from '../transit-gateway-peering-attachments.ts'
import * as transitGatewayPrefixLists from '../transit-gateway-prefix-lists.ts'
import * as transitGatewayRouteSearch from '../transit-gateway-route-search.ts'
import * as transitGatewayRoutes from '../transit-gateway-routes.ts'
import * as transitGatewayTableLinks from '../transit-gateway-table-links.ts'
import * as transitGatewayVpcAttachments from '../transit-gateway-vpc-attachments.ts'

export const transit = service('ec2', [
  transitGatewayChanges,
  transitGatewayConnects,
  transitGatewayPeeringAttachments,
  transitGatewayPrefixLists,
  transitGatewayRouteSearch,
  transitGatewayRoutes,
  transitGatewayTableLinks,
  transitGatewayVpcAttachments,
])
