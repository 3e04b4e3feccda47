import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import type { Fabric } from '../fabric.ts'
import { targetOf } from '../rules/route.ts'
import type { Walk } from '../trace.ts'
import { asTarget } from './gateway-repairs.ts'
import { leadTo, type Passed, routersOn } from './on-the-way.ts'
import { ec2Request, type Failure, guess, type Repair, repair } from './repair.ts'

// What keeps state wants to see both directions of a flow: one of them is led to where the other one passes.

export function keepTogether(failure: Failure): Repair[] {
  const { fabric, trace } = failure
  if (!trace.reply) return []
  const there = routersOn(trace.forward)
  const back = routersOn(trace.reply)
  return [
    ...useApplianceMode(failure),
    // The answer, to what the question passed; or the question, to what the answer passes.
    ...back.flatMap((passed) => leadToDevices(fabric, passed, devicesOn(there))),
    ...there.flatMap((passed) => leadToDevices(fabric, passed, devicesOn(back))),
  ]
}

/** Endpoints and machines that routes led to. */
const devicesOn = (all: readonly Passed[]): string[] => [
  ...new Set(
    all.flatMap(({ route }) => (route ? [targetOf(route)] : [])).filter((id) => /^(vpce|eni)-/.test(id)),
  ),
]

function leadToDevices(fabric: Fabric, passed: Passed, ids: readonly string[]): Repair[] {
  return ids
    .filter((id) => vpcOf(fabric, id) === passed.at.vpc)
    .flatMap((id) => {
      const led = leadTo(fabric, passed, asTarget(id))
      if (!led) return []
      const { RouteTableId } = passed.at.table.record
      return [
        guess(
          `Lead ${led.cidr} in the route table ${RouteTableId} to ${id}, where the other direction passes.`,
          led.request,
        ),
      ]
    })
}

const vpcOf = (fabric: Fabric, id: string): string | undefined =>
  (networkInterfaces.get(fabric, id) ?? vpcEndpoints.get(fabric, id))?.record.VpcId

/** Transit gateway guide, transit-gateway-appliance-scenario: with it, both directions enter the VPC in one zone. */
function useApplianceMode({ fabric, trace }: Failure): Repair[] {
  const attachments = new Set([
    ...attachmentsOn(trace.forward),
    ...(trace.reply ? attachmentsOn(trace.reply) : []),
  ])
  return [...attachments].flatMap((id) => {
    const held = transitGatewayAttachments.get(fabric, id)
    if (!held?.side.vpc || held.side.vpc.options.ApplianceModeSupport === 'enable') return []
    const input = { TransitGatewayAttachmentId: id, Options: { ApplianceModeSupport: 'enable' as const } }
    return [
      repair(
        `Turn appliance mode of the attachment ${id} on.`,
        ec2Request(held, 'ModifyTransitGatewayVpcAttachment', input),
      ),
    ]
  })
}

const attachmentsOn = ({ hops }: Walk): string[] =>
  hops.flatMap(({ position }) => (position.kind === 'transit-gateway-out' ? [position.attachment] : []))
