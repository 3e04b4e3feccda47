import type { Elbv2 } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import {
  type AttributeSpec,
  type Attributes,
  attributeOf,
  choice,
  count,
  flag,
  listAttributes,
  setAttributes,
  text,
} from './attributes.ts'
import { validationError } from './errors.ts'
import { loadBalancers, requireLoadBalancer } from './load-balancers.ts'

// API reference, LoadBalancerAttribute: keys, values and defaults.

const logs = (kind: string): AttributeSpec[] => [
  flag(`${kind}.s3.enabled`),
  text(`${kind}.s3.bucket`),
  text(`${kind}.s3.prefix`),
]

const protection = flag('deletion_protection.enabled')
const crossZone = flag('load_balancing.cross_zone.enabled')
const zonalShift = flag('zonal_shift.config.enabled')

const ofGateway: readonly AttributeSpec[] = [protection, crossZone]

const ofNetwork: readonly AttributeSpec[] = [
  protection,
  crossZone,
  ...logs('access_logs'),
  zonalShift,
  choice('dns_record.client_routing_policy', [
    'any_availability_zone',
    'availability_zone_affinity',
    'partial_availability_zone_affinity',
  ]),
  count('secondary_ips.auto_assigned.per_subnet', 0, 0, 7),
]

const ofApplication: readonly AttributeSpec[] = [
  protection,
  // "The default for Application Load Balancers is true, and can't be changed."
  { key: 'load_balancing.cross_zone.enabled', usual: 'true', oneOf: ['true'] },
  ...logs('access_logs'),
  zonalShift,
  count('idle_timeout.timeout_seconds', 60, 1, 4000),
  count('client_keep_alive.seconds', 3600, 60, 604_800),
  ...logs('connection_logs'),
  ...logs('health_check_logs'),
  choice('routing.http.desync_mitigation_mode', ['monitor', 'defensive', 'strictest'], 'defensive'),
  flag('routing.http.drop_invalid_header_fields.enabled'),
  flag('routing.http.preserve_host_header.enabled'),
  flag('routing.http.x_amzn_tls_version_and_cipher_suite.enabled'),
  flag('routing.http.xff_client_port.enabled'),
  choice('routing.http.xff_header_processing.mode', ['append', 'preserve', 'remove']),
  flag('routing.http2.enabled', true),
  flag('waf.fail_open.enabled'),
]

/** The attributes that a load balancer has. */
export function loadBalancerAttributes({ Type, Scheme }: Elbv2.LoadBalancer): readonly AttributeSpec[] {
  if (Type === 'gateway') return ofGateway
  const ofType = Type === 'network' ? ofNetwork : ofApplication
  return [...ofType, flag('ipv6.deny_all_igw_traffic', Scheme === 'internal')]
}

export const describeLoadBalancerAttributes = operation(
  'elbv2',
  'DescribeLoadBalancerAttributes',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeLoadBalancerAttributes' },
  ({ LoadBalancerArn }, ctx) => {
    const { record, side } = requireLoadBalancer(ctx, LoadBalancerArn)
    return { Attributes: listAttributes(loadBalancerAttributes(record), side.attributes) }
  },
)

export const modifyLoadBalancerAttributes = operation(
  'elbv2',
  'ModifyLoadBalancerAttributes',
  {
    fidelity: { simplified: 'Whether a bucket for logs exists and lets logs be written is not looked at.' },
    source: 'Elastic Load Balancing API reference, ModifyLoadBalancerAttributes',
  },
  ({ LoadBalancerArn, Attributes: asked }, ctx) => {
    const balancer = requireLoadBalancer(ctx, LoadBalancerArn)
    const specs = loadBalancerAttributes(balancer.record)
    const attributes = setAttributes('Load balancer', specs, balancer.side.attributes, asked)
    requireBuckets(specs, attributes)
    requireNoFewerAddresses(specs, balancer.side.attributes, attributes)
    loadBalancers.update(ctx, balancer, {}, { attributes })
    return { Attributes: listAttributes(specs, attributes) }
  },
)

/** "This attribute is required if access logs are enabled." */
function requireBuckets(specs: readonly AttributeSpec[], attributes: Attributes): void {
  for (const kind of ['access_logs', 'connection_logs', 'health_check_logs']) {
    const isOn = attributeOf(specs, attributes, `${kind}.s3.enabled`) === 'true'
    if (isOn && !attributeOf(specs, attributes, `${kind}.s3.bucket`)) {
      throw validationError(`The value of '${kind}.s3.bucket' cannot be empty`)
    }
  }
}

/** "After you set this value, you can't decrease it." */
function requireNoFewerAddresses(
  specs: readonly AttributeSpec[],
  before: Attributes,
  after: Attributes,
): void {
  const key = 'secondary_ips.auto_assigned.per_subnet'
  const [had, wanted] = [before, after].map((one) => Number(attributeOf(specs, one, key) ?? 0))
  if (wanted! < had!) throw validationError(`The value of '${key}' cannot be decreased from '${had}'`)
}
