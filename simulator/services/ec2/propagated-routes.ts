import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'

// Routes that come into a table by themselves, from whatever a virtual private gateway has behind it. Those families
// are above this one, so they are found as what refers to the gateway: VPN connections with their static routes, and
// anything whose side lists what it learned over BGP.

interface Source {
  readonly State?: string
  readonly VgwTelemetry?: readonly Ec2.VgwTelemetry[]
  readonly Routes?: readonly Ec2.VpnStaticRoute[]
}

/** VPC user guide, amazon-vpc-limits: not adjustable; further routes are not propagated. */
const mostPropagated = 100

/** The propagated routes of a table. A static route to the same destination hides one (VPC user guide). */
export function propagatedRoutes(ctx: Context, table: Ec2.RouteTable): Ec2.Route[] {
  const { PropagatingVgws = [], Routes = [] } = table
  if (!PropagatingVgws.length) return []
  const seen = new Set(Routes.map((route) => route.DestinationCidrBlock))
  const propagated: Ec2.Route[] = []
  for (const { GatewayId = '' } of PropagatingVgws) {
    for (const cidr of destinationsBehind(ctx, GatewayId)) {
      if (seen.has(cidr) || propagated.length >= mostPropagated) continue
      seen.add(cidr)
      propagated.push({
        DestinationCidrBlock: cidr,
        GatewayId,
        Origin: 'EnableVgwRoutePropagation',
        State: 'active',
      })
    }
  }
  return propagated
}

function destinationsBehind(ctx: Context, gateway: string): string[] {
  return ctx.families.referringTo('ec2:vpn-gateway').flatMap(({ family, reference }) =>
    family.by(ctx, reference, gateway).flatMap((held) => {
      const source: Source = held.record
      const { learned = [] } = held.side as { readonly learned?: readonly string[] }
      // VPN user guide, VPNRoutingTypes: nothing is propagated from a connection with both tunnels down.
      if (source.VgwTelemetry && !source.VgwTelemetry.some(({ Status }) => Status === 'UP')) return []
      const routes = family.name === 'ec2:vpn-connection' ? (source.Routes ?? []) : []
      const ready = routes.filter(({ State }) => State === 'available')
      return [...ready.map(({ DestinationCidrBlock = '' }) => DestinationCidrBlock), ...learned]
    }),
  )
}
