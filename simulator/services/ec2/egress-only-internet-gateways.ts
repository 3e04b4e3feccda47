import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { doesNotExist } from './errors.ts'
import { vpcs } from './vpcs.ts'

export const egressOnlyInternetGateways = family<Ec2.EgressOnlyInternetGateway>({
  service: 'ec2',
  resource: 'egress-only-internet-gateway',
  id: 'EgressOnlyInternetGatewayId',
  prefix: 'eigw',
  // EC2 has no code for these alone.
  missing: doesNotExist('InvalidGatewayID.NotFound', 'gateway'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.Attachments?.map(({ VpcId = '' }) => VpcId) },
  },
  quota: {
    id: 'egress-only-igw-per-region',
    error: () =>
      new AwsError(
        'EgressOnlyInternetGatewayLimitExceeded',
        'The maximum number of egress-only internet gateways has been reached.',
      ),
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:egress-only-internet-gateway/${record.EgressOnlyInternetGatewayId}`,
  // Tags are all that EC2 filters these by.
  filters: {},
})

export const describeEgressOnlyInternetGateways = describe(
  'ec2',
  'DescribeEgressOnlyInternetGateways',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeEgressOnlyInternetGateways' },
  egressOnlyInternetGateways,
  { ids: 'EgressOnlyInternetGatewayIds', list: 'EgressOnlyInternetGateways', page: { max: 255 } },
)

export const createEgressOnlyInternetGateway = operation(
  'ec2',
  'CreateEgressOnlyInternetGateway',
  { fidelity: 'exact', source: 'EC2 API reference, CreateEgressOnlyInternetGateway' },
  ({ VpcId, TagSpecifications, ClientToken }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'egress-only-internet-gateway')
    vpcs.require(ctx, VpcId)
    const gateway = egressOnlyInternetGateways.create(ctx, {
      Attachments: [{ State: 'attached', VpcId }],
      EgressOnlyInternetGatewayId: ctx.newId('eigw'),
      Tags,
    })
    return {
      ...(ClientToken && { ClientToken }),
      EgressOnlyInternetGateway: egressOnlyInternetGateways.print(ctx, gateway),
    }
  },
)

export const deleteEgressOnlyInternetGateway = operation(
  'ec2',
  'DeleteEgressOnlyInternetGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteEgressOnlyInternetGateway' },
  ({ EgressOnlyInternetGatewayId }, ctx) => {
    // Routes that lead to it stay, and lead nowhere from now on.
    egressOnlyInternetGateways.delete(
      ctx,
      egressOnlyInternetGateways.require(ctx, EgressOnlyInternetGatewayId),
    )
    return { ReturnCode: true }
  },
)
