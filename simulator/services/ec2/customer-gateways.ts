import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { doesNotExist, invalidCombination, invalidParameter, missingParameter } from './errors.ts'

export type CustomerGateway = Held<Ec2.CustomerGateway>

const noSuchGateway = doesNotExist('InvalidCustomerGatewayID.NotFound', 'customerGateway')

const isThere = ({ record }: CustomerGateway): boolean => record.State !== 'deleted'

export const customerGateways = family<Ec2.CustomerGateway>({
  service: 'ec2',
  resource: 'customer-gateway',
  id: 'CustomerGatewayId',
  prefix: 'cgw',
  missing: noSuchGateway,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  indexes: { there: (held) => (isThere(held) ? scopeKey(held) : undefined) },
  quota: {
    id: 'cgws-per-region',
    per: 'there',
    error: () =>
      new AwsError(
        'CustomerGatewayLimitExceeded',
        'The maximum number of customer gateways has been reached.',
      ),
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:customer-gateway/${record.CustomerGatewayId}`,
  filters: {
    'bgp-asn': ({ record }) => record.BgpAsn ?? record.BgpAsnExtended,
    'customer-gateway-id': ({ record }) => record.CustomerGatewayId,
    'ip-address': ({ record }) => record.IpAddress,
    state: ({ record }) => record.State,
    type: ({ record }) => record.Type,
  },
})

export const describeCustomerGateways = describe(
  'ec2',
  'DescribeCustomerGateways',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeCustomerGateways' },
  customerGateways,
  { ids: 'CustomerGatewayIds', list: 'CustomerGateways' },
)

// EC2 API reference, CreateCustomerGateway: the default, and where the two members part.
const usualAsn = 65000
const highestShortAsn = 2147483647
const highestAsn = 4294967295

export const createCustomerGateway = operation(
  'ec2',
  'CreateCustomerGateway',
  {
    fidelity: { simplified: 'Whether a certificate exists is not checked.' },
    source: 'EC2 API reference, CreateCustomerGateway',
  },
  (input, ctx) => {
    const Tags = tagsFor(input.TagSpecifications, 'customer-gateway')
    if (input.Type !== 'ipsec.1')
      throw invalidParameter(`Value (${input.Type}) for parameter type is invalid.`)
    const asn = readAsn(input.BgpAsn, input.BgpAsnExtended)
    const IpAddress = input.IpAddress ?? input.PublicIp
    if (IpAddress === undefined && input.CertificateArn === undefined) throw missingParameter('ipAddress')
    if (IpAddress !== undefined && parseAddress(IpAddress) === undefined) {
      throw invalidParameter(`Value (${IpAddress}) for parameter ipAddress is invalid.`)
    }
    const wanted: Ec2.CustomerGateway = {
      ...(input.CertificateArn !== undefined && { CertificateArn: input.CertificateArn }),
      ...(input.DeviceName !== undefined && { DeviceName: input.DeviceName }),
      ...asn,
      Type: input.Type,
      ...(IpAddress !== undefined && { IpAddress }),
    }
    const same = existing(ctx, wanted)
    if (same) return { CustomerGateway: customerGateways.print(ctx, same) }
    const created = customerGateways.create(ctx, {
      ...wanted,
      Tags,
      CustomerGatewayId: ctx.newId('cgw'),
      State: 'available',
    })
    return { CustomerGateway: customerGateways.print(ctx, created) }
  },
)

function readAsn(asn: number | undefined, extended: number | undefined): Partial<Ec2.CustomerGateway> {
  if (asn !== undefined && extended !== undefined) {
    throw invalidCombination('Only one of bgpAsn and bgpAsnExtended can be specified.')
  }
  if (extended !== undefined) {
    if (extended > highestShortAsn && extended <= highestAsn) return { BgpAsnExtended: String(extended) }
    throw invalidParameter(`Value (${extended}) for parameter bgpAsnExtended is invalid.`)
  }
  const number = asn ?? usualAsn
  if (number >= 1 && number <= highestShortAsn) return { BgpAsn: String(number) }
  throw invalidParameter(`Value (${number}) for parameter bgpAsn is invalid.`)
}

// "You cannot create more than one customer gateway with the same VPN type, IP address, and BGP ASN parameter values.
// [...] subsequent requests return information about the existing customer gateway."
const existing = (ctx: Context, wanted: Ec2.CustomerGateway): CustomerGateway | undefined =>
  customerGateways
    .by(ctx, 'there', scopeKey(ctx))
    .find(
      ({ record }) =>
        record.IpAddress === wanted.IpAddress &&
        record.BgpAsn === wanted.BgpAsn &&
        record.BgpAsnExtended === wanted.BgpAsnExtended &&
        record.CertificateArn === wanted.CertificateArn,
    )

export const deleteCustomerGateway = operation(
  'ec2',
  'DeleteCustomerGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteCustomerGateway' },
  ({ CustomerGatewayId: id }, ctx) => {
    const gateway = requireCustomerGateway(ctx, id)
    if (customerGateways.isInUse(ctx, id)) {
      throw new AwsError('IncorrectState', 'The customer gateway is in use.')
    }
    customerGateways.update(ctx, gateway, { State: 'deleted' })
    ctx.after('vpn-gateway-forgotten', 'customer-gateway-forgotten', { id })
    return {}
  },
)

export const customerGatewayForgotten = due<{ id: string }>('customer-gateway-forgotten', ({ id }, ctx) => {
  const gateway = customerGateways.get(ctx, id)
  if (gateway) customerGateways.remove(ctx, gateway)
})

/** A gateway that was deleted is shown for a while, but nothing can be done with it. */
export function requireCustomerGateway(ctx: Context, id: string): CustomerGateway {
  const gateway = customerGateways.require(ctx, id)
  if (isThere(gateway)) return gateway
  throw noSuchGateway(id)
}
