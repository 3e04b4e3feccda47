import { instances } from '../../services/ec2/instances.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { securityGroups } from '../../services/ec2/security-groups.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { targetGroups } from '../../services/elbv2/target-groups.ts'
import { faults } from '../../services/fault/faults.ts'
import { appliances } from '../../services/host/appliances.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { targetsOf } from '../compiled/load-balancers.ts'
import { hideClientsOf, startTargets } from './endpoint-repairs.ts'
import { packetRuleFor } from './hybrid-repairs.ts'
import {
  ec2Request,
  type Failure,
  labRequest,
  type Repair,
  type Repairers,
  type RepairRequest,
  repair,
  requestTo,
} from './repair.ts'
import { keepTogether } from './symmetry-repairs.ts'
import { cidrOf, wordsOf } from './traffic.ts'

/** Repairs of what stands in the way at Gateway Load Balancers and appliances. */
export const inspectionRepairs: Repairers = {
  'client-address-not-inspected': hideInspected,
  'no-appliance-in-zone': (failure) => crossZones(failure, failure.dropped.judgement.evidence[0]),
  'no-appliance-healthy': heal,
  'inspection-knows-no-such-flow': keepTogether,
  'appliance-knows-no-such-flow': keepTogether,
  'appliance-missed-the-answer': keepTogether,
  'appliance-does-not-inspect': inspect,
  'appliance-denies': letPass,
}

/** The group whose target the Network Load Balancer chose before. */
function hideInspected({ fabric, walk }: Failure): Repair[] {
  const judged = walk.hops.flatMap((hop) => hop.judged).findLast(({ rule }) => rule === 'balancer-target')
  return hideClientsOf(targetGroups.get(fabric, judged?.judgement.evidence[0] ?? ''))
}

function crossZones({ fabric }: Failure, LoadBalancerArn = ''): Repair[] {
  const balancer = loadBalancers.get(fabric, LoadBalancerArn)
  if (!balancer) return []
  const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]
  return [
    repair(
      `Turn cross-zone load balancing on for ${balancer.record.LoadBalancerName}.`,
      requestTo('elbv2', balancer, 'ModifyLoadBalancerAttributes', { LoadBalancerArn, Attributes }),
    ),
  ]
}

/** Starts machines, ends faults, or lets the health checks in; else machines of other zones help out. */
function heal(failure: Failure): Repair[] {
  const { fabric, dropped, position } = failure
  const [arn = '', ...ids] = dropped.judgement.evidence
  const struck = fabric.store.all(faults).map(({ Target }) => Target)
  const cleared = ids.filter((id) => struck.includes(id))
  const balancer = position.kind === 'inspection-node' ? position.balancer : undefined
  return [
    ...startTargets(failure),
    ...cleared.map((id) =>
      repair(`Clear the fault of ${id}.`, labRequest('fault', 'ClearFault', { Targets: [id] })),
    ),
    ...letChecksIn(failure, arn),
    ...crossZones(failure, balancer),
  ]
}

/** Gateway Load Balancer guide, health-checks: they come from the nodes, to the port and protocol of the group. */
function letChecksIn({ fabric, position }: Failure, arn: string): Repair[] {
  const group = targetGroups.get(fabric, arn)
  if (!group || position.kind !== 'inspection-node') return []
  const { HealthCheckPort = '80', Port = 0 } = group.record
  const port = HealthCheckPort === 'traffic-port' ? Port : Number(HealthCheckPort)
  const node = addressesOf(position.eni).find((one) => typeof one === 'number')
  if (node === undefined) return []
  const ids = targetsOf(fabric, arn).flatMap(
    ({ address }) => interfaceWith(fabric, address)?.record.Groups?.[0]?.GroupId ?? [],
  )
  return [...new Set(ids)].flatMap((GroupId) => {
    const held = securityGroups.get(fabric, GroupId)
    if (!held) return []
    const range = { IpRanges: [{ CidrIp: cidrOf(node) }] }
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...range }]
    return [
      repair(
        `Let the security group ${GroupId} admit health checks on tcp ${port}.`,
        ec2Request(held, 'AuthorizeSecurityGroupIngress', { GroupId, IpPermissions }),
      ),
    ]
  })
}

const interfaceWith = (fabric: Failure['fabric'], address: number | bigint): NetworkInterface | undefined =>
  networkInterfaces.everyone(fabric).find((eni) => addressesOf(eni).includes(address))

/** What runs on the machine that dropped the packet, changed. */
function changeAppliance(
  { fabric, dropped }: Failure,
  change: (now: { readonly Rules: readonly object[] }) => object,
): { readonly host: string; readonly request: RepairRequest } | undefined {
  const host = dropped.judgement.evidence[0] ?? ''
  const now = fabric.store.get(appliances, host)
  if (!now || !instances.get(fabric, host)) return undefined
  const input = { ...now, ...change({ Rules: now.Rules ?? [] }) }
  return { host, request: labRequest('host', 'PutAppliance', input) }
}

function inspect(failure: Failure): Repair[] {
  const made = changeAppliance(failure, () => ({ Mode: 'inspect' }))
  return made
    ? [repair(`Let ${made.host} give packets back to the Gateway Load Balancer.`, made.request)]
    : []
}

function letPass(failure: Failure): Repair[] {
  const inspected = failure.packet.carries?.packet ?? failure.packet
  const made = changeAppliance(failure, ({ Rules }) => ({ Rules: [packetRuleFor(inspected), ...Rules] }))
  return made ? [repair(`Let the appliance ${made.host} pass ${wordsOf(inspected)}.`, made.request)] : []
}
