import { securityGroups } from '../../services/ec2/security-groups.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import type { Asking } from './asking.ts'
import { at, type Input, put } from './shapes.ts'

/** With what follows from what was said, and that nobody wants to say twice. */
export function finished(asking: Asking, given: Input): Input {
  const input = structured(given)
  for (const finish of finishes) finish(asking, input)
  return input
}

const structured = (input: Input): Input => JSON.parse(JSON.stringify(input)) as Input

const finishes: readonly ((asking: Asking, input: Input) => void)[] = [peer, zone, otherGroup, ports, range]

/** Whose the other VPC is, and where. */
function peer({ cloud: { fabric }, scope }: Asking, input: Input): void {
  const other = vpcs.get(fabric, String(input['PeerVpcId'] ?? ''))
  if (!other) return
  if (other.account !== scope.account) input['PeerOwnerId'] = other.account
  if (other.region !== scope.region) input['PeerRegion'] = other.region
}

function zone({ cloud: { fabric } }: Asking, input: Input): void {
  const held = vpcs.get(fabric, String(at(input, 'VPC.VPCId') ?? ''))
  if (held) put(input, 'VPC.VPCRegion', held.region)
}

/** A group of a peer is named with its owner. */
function otherGroup({ cloud: { fabric }, scope }: Asking, input: Input): void {
  const place = 'IpPermissions.0.UserIdGroupPairs.0'
  const held = securityGroups.get(fabric, String(at(input, `${place}.GroupId`) ?? ''))
  if (held && held.account !== scope.account) put(input, `${place}.UserId`, held.account)
}

/** Protocols without ports have none; one port is a range of itself. */
function ports(_: Asking, input: Input): void {
  const rule = at(input, 'IpPermissions.0') as Input | undefined
  if (!rule) return
  if (rule['IpProtocol'] === '-1') for (const end of ['FromPort', 'ToPort']) delete rule[end]
  else if (rule['IpProtocol'] === 'icmp') Object.assign(rule, { FromPort: -1, ToPort: -1 })
  else rule['ToPort'] ??= rule['FromPort']
}

function range({ action }: Asking, input: Input): void {
  if (!action.operation.endsWith('NetworkAclEntry')) return
  const wanted = input['PortRange'] as Input | undefined
  if (!wanted) return
  const isPortless = input['Protocol'] !== 'tcp' && input['Protocol'] !== 'udp'
  if (isPortless) delete input['PortRange']
  else input['PortRange'] = { From: wanted['From'] ?? wanted['To'], To: wanted['To'] ?? wanted['From'] }
}
