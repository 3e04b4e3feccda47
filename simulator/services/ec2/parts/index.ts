import type { Part } from '../../live-services.ts'

const part = (operations: RegExp, load: Part['load']): Part => ({
  wantedFor: (operation) => operations.test(operation),
  load,
})

/** What only some operations want of EC2. A part holds no family, so that what exists never depends on it. */
export const ec2Parts: readonly Part[] = [
  part(/VpcEndpoint/, async () => (await import('./endpoints.ts')).endpoints),
  part(/Instance|Image|PrivateDnsNameOptions/, async () => (await import('./instances.ts')).instances),
  part(/NetworkInterface|Address/, async () => (await import('./interfaces.ts')).interfaces),
  part(/NatGateway|VpcPeering/, async () => (await import('./gateways.ts')).gateways),
  part(/TransitGateway/, async () => (await import('./transit.ts')).transit),
  part(/Vpn|VgwRoute/, async () => (await import('./vpn.ts')).vpn),
  part(/NetworkAcl|SecurityGroup/, async () => (await import('./filters.ts')).filters),
  part(
    /BlockPublicAccess|PrefixList|SubnetCidrReservation/,
    async () => (await import('./rarities.ts')).rarities,
  ),
]
