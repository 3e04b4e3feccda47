import type { Ec2 } from '../../api/generated/types.d.ts'
import { isIpv6Cidr } from '../../kernel/address.ts'
import type { Reading } from '../context.ts'

// Routes that come into a table by themselves, from whatever a virtual private gateway has behind it. Those families
// are above this one, so they are found as what refers to the gateway: VPN connections, the private virtual interfaces
// of Direct Connect, and the Direct Connect gateways that others of them lead to.

/** VPC user guide, amazon-vpc-limits: not adjustable; further routes are not propagated. */
const mostPropagated = 100

/** The propagated routes of a table. A static route to the same destination hides one (VPC user guide). */
export function propagatedRoutes(ctx: Reading, table: Ec2.RouteTable): Ec2.Route[] {
  const { PropagatingVgws = [], Routes = [] } = table
  if (!PropagatingVgws.length) return []
  const seen = new Set(Routes.map((route) => route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock))
  const propagated: Ec2.Route[] = []
  for (const { GatewayId = '' } of PropagatingVgws) {
    for (const cidr of destinationsBehind(ctx, GatewayId)) {
      if (seen.has(cidr) || propagated.length >= mostPropagated) continue
      seen.add(cidr)
      propagated.push({
        ...(isIpv6Cidr(cidr) ? { DestinationIpv6CidrBlock: cidr } : { DestinationCidrBlock: cidr }),
        GatewayId,
        Origin: 'EnableVgwRoutePropagation',
        State: 'active',
      })
    }
  }
  return propagated
}

const destinationsBehind = (ctx: Reading, gateway: string): string[] =>
  ctx.families
    .referringTo('ec2:vpn-gateway')
    .flatMap(({ family, reference }) =>
      family.by(ctx, reference, gateway).flatMap((held) => family.spec.brings?.(held, ctx) ?? []),
    )
