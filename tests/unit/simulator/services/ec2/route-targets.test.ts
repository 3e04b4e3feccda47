import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../../../simulator/api/error.ts'
import { Store } from '../../../../../simulator/kernel/store.ts'
import type { Context } from '../../../../../simulator/services/context.ts'
import {
  namedTarget,
  resolveTarget,
  type TargetRequest,
  viewRoute,
} from '../../../../../simulator/services/ec2/route-targets.ts'
import { family } from '../../../../../simulator/services/family.ts'
import { indexFamilies, service } from '../../../../../simulator/services/service.ts'
import { account, otherAccount } from '../cloud.ts'

// Targets of every kind, as bare records: what counts is which members of AWS's records decide.

const kind = (resource: string, prefix: string) =>
  family<Record<string, unknown>>({
    service: 'ec2',
    resource,
    id: 'id',
    prefix,
    missing: (id) => new AwsError('NotFound', id),
    references: {
      instance: {
        to: 'ec2:instance',
        read: ({ record }) => (record['Attachment'] as { InstanceId?: string } | undefined)?.InstanceId,
      },
    },
  })

const kinds = {
  igw: kind('internet-gateway', 'igw'),
  eigw: kind('egress-only-internet-gateway', 'eigw'),
  vgw: kind('vpn-gateway', 'vgw'),
  nat: kind('natgateway', 'nat'),
  eni: kind('network-interface', 'eni'),
  i: kind('instance', 'i'),
  pcx: kind('vpc-peering-connection', 'pcx'),
  tgw: kind('transit-gateway', 'tgw'),
  attach: family<Record<string, unknown>>({
    service: 'ec2',
    resource: 'transit-gateway-attachment',
    id: 'id',
    prefix: 'attach',
    missing: (id) => new AwsError('NotFound', id),
    references: { vpc: { to: 'ec2:vpc', read: ({ record }) => String(record['ResourceId']) } },
  }),
  vpce: kind('vpc-endpoint', 'vpce'),
}

const families = indexFamilies([service('ec2', [kinds])])

type Records = Record<string, Record<string, unknown>>

/** A world with these records, each under its id. */
function worldWith(records: Records, owner = account): Context {
  const store = new Store()
  for (const [id, record] of Object.entries(records)) {
    const { table } = kinds[id.slice(0, id.indexOf('-')) as keyof typeof kinds]
    store.put(table, { account: owner, region: 'us-east-1', record: { id, ...record }, side: {} })
  }
  return { store, account, region: 'us-east-1', families } as unknown as Context
}

const table = { RouteTableId: 'rtb-1', VpcId: 'vpc-1' }

function resolve(records: Records, request: TargetRequest, owner = account): object | string {
  try {
    const named = namedTarget(request, false) as Exclude<keyof TargetRequest, 'LocalTarget'>
    return resolveTarget({ ctx: worldWith(records, owner), table }, named, request[named]!)
  } catch (refusal) {
    if (!(refusal instanceof AwsError)) throw refusal
    return `${refusal.code}: ${refusal.message}`
  }
}

const here = { VpcId: 'vpc-1' }
const elsewhere = { VpcId: 'vpc-2' }
const attachedTo = (VpcId: string, State: string) => [{ VpcId, State }]
const gwlb = { ...here, VpcEndpointType: 'GatewayLoadBalancer', State: 'available' }
const gateway = { TransitGatewayId: 'tgw-1', TransitGatewayArn: 'arn', State: 'available' }
const attachment = { TransitGatewayId: 'tgw-1', ResourceId: 'vpc-1', State: 'available' }
const different = (what: string) =>
  `InvalidParameterValue: route table rtb-1 and ${what} belong to different networks`

describe('a target of a route', () => {
  const cases: Record<string, [Records, TargetRequest, object | string]> = {
    'an internet gateway': [
      { 'igw-1': { Attachments: attachedTo('vpc-1', 'available') } },
      { GatewayId: 'igw-1' },
      { GatewayId: 'igw-1' },
    ],
    'a NAT gateway': [
      { 'nat-1': { ...here, State: 'available' } },
      { NatGatewayId: 'nat-1' },
      { NatGatewayId: 'nat-1' },
    ],
    'a NAT gateway that is still being made': [
      { 'nat-1': { ...here, State: 'pending' } },
      { NatGatewayId: 'nat-1' },
      { NatGatewayId: 'nat-1' },
    ],
    'a NAT gateway under the wrong name': [
      { 'nat-1': { ...here, State: 'available' } },
      { GatewayId: 'nat-1' },
      { NatGatewayId: 'nat-1' },
    ],
    'a deleted NAT gateway': [
      { 'nat-1': { ...here, State: 'deleted' } },
      { NatGatewayId: 'nat-1' },
      "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-1' does not exist",
    ],
    'a deleted NAT gateway under the wrong name': [
      { 'nat-1': { ...here, State: 'deleted' } },
      { GatewayId: 'nat-1' },
      "InvalidGatewayID.NotFound: The gateway ID 'nat-1' does not exist",
    ],
    'a NAT gateway of another VPC': [
      { 'nat-1': { ...elsewhere, State: 'available' } },
      { NatGatewayId: 'nat-1' },
      different('NAT gateway nat-1'),
    ],
    'an egress-only gateway under the wrong name': [
      { 'eigw-1': { Attachments: attachedTo('vpc-1', 'attached') } },
      { GatewayId: 'eigw-1' },
      { EgressOnlyInternetGatewayId: 'eigw-1' },
    ],
    'an egress-only gateway of another VPC': [
      { 'eigw-1': { Attachments: attachedTo('vpc-2', 'attached') } },
      { EgressOnlyInternetGatewayId: 'eigw-1' },
      different('network gateway eigw-1'),
    ],
    'an interface': [{ 'eni-1': here }, { NetworkInterfaceId: 'eni-1' }, { NetworkInterfaceId: 'eni-1' }],
    'an instance, by its interface': [
      { 'i-1': {}, 'eni-1': { ...here, Attachment: { InstanceId: 'i-1' } } },
      { InstanceId: 'i-1' },
      { NetworkInterfaceId: 'eni-1' },
    ],
    'an instance with two interfaces': [
      {
        'i-1': {},
        'eni-1': { ...here, Attachment: { InstanceId: 'i-1' } },
        'eni-2': { ...here, Attachment: { InstanceId: 'i-1' } },
      },
      { InstanceId: 'i-1' },
      "InvalidInstanceID: There are multiple interfaces attached to instance 'i-1'. Please specify an interface ID for the operation instead.",
    ],
    'an instance without an interface': [
      { 'i-1': {} },
      { InstanceId: 'i-1' },
      "InvalidParameterValue: Invalid value 'i-1' for instance ID. Instance is not in a VPC.",
    ],
    'a peering connection that the VPC accepted': [
      { 'pcx-1': { RequesterVpcInfo: elsewhere, AccepterVpcInfo: here, Status: { Code: 'active' } } },
      { VpcPeeringConnectionId: 'pcx-1' },
      { VpcPeeringConnectionId: 'pcx-1' },
    ],
    'a peering connection of other VPCs': [
      { 'pcx-1': { RequesterVpcInfo: elsewhere, AccepterVpcInfo: elsewhere } },
      { VpcPeeringConnectionId: 'pcx-1' },
      different('peering connection pcx-1'),
    ],
    'a transit gateway that the VPC is attached to': [
      { 'tgw-1': gateway, 'attach-1': attachment },
      { TransitGatewayId: 'tgw-1' },
      { TransitGatewayId: 'tgw-1' },
    ],
    'a transit gateway without an attachment': [
      { 'tgw-1': gateway },
      { TransitGatewayId: 'tgw-1' },
      "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-1' was deleted or does not exist.",
    ],
    'a transit gateway that another VPC is attached to': [
      { 'tgw-1': gateway, 'attach-1': { ...attachment, ResourceId: 'vpc-2' } },
      { TransitGatewayId: 'tgw-1' },
      "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-1' was deleted or does not exist.",
    ],
    'a transit gateway whose attachment is not there yet': [
      { 'tgw-1': gateway, 'attach-1': { ...attachment, State: 'pending' } },
      { TransitGatewayId: 'tgw-1' },
      "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-1' was deleted or does not exist.",
    ],
    'a deleted transit gateway': [
      { 'tgw-1': { ...gateway, State: 'deleted' }, 'attach-1': attachment },
      { TransitGatewayId: 'tgw-1' },
      "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-1' was deleted or does not exist.",
    ],
    'a Gateway Load Balancer endpoint': [
      { 'vpce-1': gwlb },
      { VpcEndpointId: 'vpce-1' },
      { GatewayId: 'vpce-1' },
    ],
    'a Gateway Load Balancer endpoint under its old name': [
      { 'vpce-1': gwlb },
      { GatewayId: 'vpce-1' },
      { GatewayId: 'vpce-1' },
    ],
    'an interface endpoint': [
      { 'vpce-1': { ...gwlb, VpcEndpointType: 'Interface' } },
      { VpcEndpointId: 'vpce-1' },
      'RouteNotSupported: Route table contains unsupported route target: vpce-1. VPC Endpoints of this type cannot be used as route targets.',
    ],
    'an endpoint of another VPC': [
      { 'vpce-1': { ...gwlb, ...elsewhere } },
      { VpcEndpointId: 'vpce-1' },
      different('VPC endpoint vpce-1'),
    ],
  }
  it.each(Object.entries(cases))('%s', (_, [records, request, expected]) => {
    expect(resolve(records, request)).toEqual(expected)
  })

  it('may belong to another account where AWS shares its kind', () => {
    const shared = {
      'tgw-1': gateway,
      'attach-1': attachment,
      'nat-1': { ...here, State: 'available' },
    }
    expect(resolve(shared, { TransitGatewayId: 'tgw-1' }, otherAccount)).toEqual({
      TransitGatewayId: 'tgw-1',
    })
    expect(resolve(shared, { NatGatewayId: 'nat-1' }, otherAccount)).toMatch(/^InvalidNatGatewayID\.NotFound/)
  })
})

describe('the state of a route', () => {
  const eni = (attachment: object = {}) => ({ NetworkInterfaceId: 'eni-1', ...here, ...attachment })
  const onInstance = eni({ Attachment: { InstanceId: 'i-1', InstanceOwnerId: account } })
  const cases: [string, object, Records, string][] = [
    ['local', { GatewayId: 'local' }, {}, 'active'],
    ['a gateway that is gone', { GatewayId: 'igw-1' }, {}, 'blackhole'],
    [
      'a gateway attached here',
      { GatewayId: 'igw-1' },
      { 'igw-1': { Attachments: attachedTo('vpc-1', 'available') } },
      'active',
    ],
    [
      'a gateway attached elsewhere',
      { GatewayId: 'igw-1' },
      { 'igw-1': { Attachments: attachedTo('vpc-2', 'available') } },
      'blackhole',
    ],
    ['a detached gateway', { GatewayId: 'igw-1' }, { 'igw-1': { Attachments: [] } }, 'blackhole'],
    [
      'a detached VPN gateway',
      { GatewayId: 'vgw-1' },
      { 'vgw-1': { VpcAttachments: attachedTo('vpc-1', 'detached') } },
      'blackhole',
    ],
    ['a NAT gateway', { NatGatewayId: 'nat-1' }, { 'nat-1': { State: 'available' } }, 'active'],
    [
      'a NAT gateway being deleted',
      { NatGatewayId: 'nat-1' },
      { 'nat-1': { State: 'deleting' } },
      'blackhole',
    ],
    ['a NAT gateway that failed', { NatGatewayId: 'nat-1' }, { 'nat-1': { State: 'failed' } }, 'blackhole'],
    ['an interface nobody uses', { NetworkInterfaceId: 'eni-1' }, { 'eni-1': eni() }, 'blackhole'],
    [
      'an interface of a service',
      { NetworkInterfaceId: 'eni-1' },
      { 'eni-1': eni({ Attachment: { InstanceOwnerId: 'amazon-aws' } }) },
      'active',
    ],
    [
      'an interface of a running instance',
      { NetworkInterfaceId: 'eni-1' },
      { 'eni-1': onInstance, 'i-1': { State: { Name: 'running' } } },
      'active',
    ],
    [
      'an interface of a stopped instance',
      { NetworkInterfaceId: 'eni-1' },
      { 'eni-1': onInstance, 'i-1': { State: { Name: 'stopped' } } },
      'blackhole',
    ],
    [
      'an active peering',
      { VpcPeeringConnectionId: 'pcx-1' },
      { 'pcx-1': { Status: { Code: 'active' } } },
      'active',
    ],
    [
      'a peering that nobody has accepted',
      { VpcPeeringConnectionId: 'pcx-1' },
      { 'pcx-1': { Status: { Code: 'pending-acceptance' } } },
      'blackhole',
    ],
    [
      'a transit gateway',
      { TransitGatewayId: 'tgw-1' },
      { 'tgw-1': gateway, 'attach-1': attachment },
      'active',
    ],
    ['a transit gateway left', { TransitGatewayId: 'tgw-1' }, { 'tgw-1': gateway }, 'blackhole'],
    ['an endpoint', { GatewayId: 'vpce-1' }, { 'vpce-1': gwlb }, 'active'],
    [
      'a rejected endpoint',
      { GatewayId: 'vpce-1' },
      { 'vpce-1': { ...gwlb, State: 'Rejected' } },
      'blackhole',
    ],
  ]
  it.each(cases)('that leads to %s', (_, target, records, State) => {
    const route = { DestinationCidrBlock: '0.0.0.0/0', ...target, State: 'active' as const }
    expect(viewRoute(worldWith(records), 'vpc-1', route).State).toBe(State)
  })

  it('names the instance behind an interface', () => {
    const records = { 'eni-1': onInstance, 'i-1': { State: { Name: 'running' } } }
    const route = { DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId: 'eni-1' }
    expect(viewRoute(worldWith(records), 'vpc-1', route)).toEqual({
      ...route,
      InstanceId: 'i-1',
      InstanceOwnerId: account,
      State: 'active',
    })
  })
})
