import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { noSuchService } from './vpc-endpoint-errors.ts'
import { cappedPage } from './vpc-endpoints.ts'

export interface ServiceSide {
  /** Consumers can create endpoints; for a moment after its creation they cannot yet. */
  readonly ready: boolean
}

export type EndpointService = Held<Ec2.ServiceConfiguration, ServiceSide>

/** Endpoint services of customers: load balancers offered to other VPCs. */
export const endpointServices = family<Ec2.ServiceConfiguration, ServiceSide>({
  service: 'ec2',
  resource: 'vpc-endpoint-service',
  id: 'ServiceId',
  prefix: 'vpce-svc',
  missing: noSuchService,
  malformed: (id) =>
    /^vpce-svc-[0-9a-z-]+$/.test(id)
      ? undefined
      : // EC2 guide, errors page: the code does repeat itself.
        new AwsError(
          'InvalidVpcEndpointServiceIdId.Malformed',
          `The VpcEndpointService Id '${id}' is malformed`,
        ),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: {
    'load-balancer': { to: 'elbv2:load-balancer', read: ({ record }) => loadBalancersOf(record) },
  },
  indexes: { name: ({ record }) => record.ServiceName },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpc-endpoint-service/${record.ServiceId}`,
  filters: {
    'service-name': { index: 'name', read: ({ record }) => record.ServiceName },
    'service-id': ({ record }) => record.ServiceId,
    'service-state': ({ record }) => record.ServiceState,
    'supported-ip-address-types': ({ record }) => record.SupportedIpAddressTypes,
  },
})

export const loadBalancersOf = (service: Ec2.ServiceConfiguration): readonly string[] => [
  ...(service.NetworkLoadBalancerArns ?? []),
  ...(service.GatewayLoadBalancerArns ?? []),
]

export const serviceTypeOf = (service: Ec2.ServiceConfiguration): Ec2.ServiceType =>
  service.ServiceType?.[0]?.ServiceType ?? 'Interface'

/** Regions beyond its own from which the service can be reached. */
export const remoteRegionsOf = ({ region, record }: EndpointService): string[] =>
  (record.SupportedRegions ?? []).map((one) => one.Region ?? '').filter((one) => one !== region)

export const describeVpcEndpointServiceConfigurations = operation(
  'ec2',
  'DescribeVpcEndpointServiceConfigurations',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcEndpointServiceConfigurations' },
  (input, ctx) => {
    const { ServiceIds } = input
    const selected = endpointServices.select(ctx, ServiceIds, input.Filters)
    const { items, NextToken } = page(selected, cappedPage(input), { ids: 'ServiceIds', wanted: ServiceIds })
    return {
      ServiceConfigurations: items.map((service) => endpointServices.print(ctx, service)),
      ...(NextToken && { NextToken }),
    }
  },
)
