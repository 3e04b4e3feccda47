import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'

interface NatGatewaySide {
  /** The name of the Availability Zone that its subnet is in. */
  readonly zone: string
}

export type NatGateway = Held<Ec2.NatGateway, NatGatewaySide>

export const natGateways = family<Ec2.NatGateway, NatGatewaySide>({
  service: 'ec2',
  resource: 'natgateway',
  id: 'NatGatewayId',
  prefix: 'nat',
  missing: (id) => new AwsError('NatGatewayNotFound', `NAT gateway ${id} was not found`),
  malformed: (id) =>
    isIdOf('nat', id) ? undefined : new AwsError('NatGatewayMalformed', `Invalid Nat Gateway ${id}`),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  // What else a gateway names, its network interface holds; a gateway that is gone goes on naming it for an hour.
  references: {
    'network-interface': { to: 'ec2:network-interface', read: interfaceOf, blocks: false },
    'elastic-ip': { to: 'ec2:elastic-ip', read: boundAllocations, blocks: false },
  },
  indexes: {
    subnet: ({ record }) => record.SubnetId,
    vpc: ({ record }) => record.VpcId,
    zone: (held) => (isThere(held) ? `${scopeKey(held)}/${held.side.zone}` : undefined),
  },
  quota: {
    id: 'nat-gateways-per-az',
    per: 'zone',
    error: (limit) =>
      new AwsError(
        'NatGatewayLimitExceeded',
        `Performing this operation would exceed the limit of ${limit} NAT gateways`,
      ),
  },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:natgateway/${record.NatGatewayId}`,
  view: ({ record }) => ({ ...record, AttachedAppliances: [] }),
  filters: {
    'nat-gateway-id': ({ record }) => record.NatGatewayId,
    state: ({ record }) => record.State,
    'subnet-id': { index: 'subnet', read: ({ record }) => record.SubnetId },
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
  },
})

/** Whether it has an interface and counts: "pending, active, or deleting" (VPC user guide, amazon-vpc-limits). */
function isThere({ record }: NatGateway): boolean {
  return record.State === 'pending' || record.State === 'available' || record.State === 'deleting'
}

/** The network interface that carries the gateway's traffic, as long as there is one. */
export function interfaceOf(gateway: NatGateway): string | undefined {
  return isThere(gateway) ? gateway.record.NatGatewayAddresses?.[0]?.NetworkInterfaceId : undefined
}

function boundAllocations(gateway: NatGateway): string[] {
  const addresses = isThere(gateway) ? (gateway.record.NatGatewayAddresses ?? []) : []
  return addresses.filter((one) => one.AssociationId !== undefined).map((one) => one.AllocationId ?? '')
}

/** Whether a text has the form of EC2's ids, old or new. */
export const isIdOf = (prefix: string, id: string): boolean =>
  id.startsWith(`${prefix}-`) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length + 1))

export const describeNatGateways = operation(
  'ec2',
  'DescribeNatGateways',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNatGateways' },
  (input, ctx) => {
    const { NatGatewayIds } = input
    const selected = natGateways.select(ctx, NatGatewayIds, input.Filter)
    const { items, NextToken } = page(selected, input, { ids: 'NatGatewayIds', wanted: NatGatewayIds })
    return {
      NatGateways: items.map((gateway) => natGateways.print(ctx, gateway)),
      ...(NextToken && { NextToken }),
    }
  },
)
