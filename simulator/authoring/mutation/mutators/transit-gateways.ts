import { ec2Request } from '../../../network/mending/repair.ts'
import { isAlive, transitGatewayAttachments } from '../../../services/ec2/transit-gateway-attachments.ts'
import { associationOf, propagationsOfTable } from '../../../services/ec2/transit-gateway-links.ts'
import { transitGatewayRouteTables } from '../../../services/ec2/transit-gateway-route-tables.ts'
import { staticRoutesOf } from '../../../services/ec2/transit-gateway-static-routes.ts'
import { type Mutant, type Mutator, mutant, type SolvedWorld } from '../mutator.ts'

/** A transit gateway’s attachments, tables and routes are otherwise. */
export const transitGateways: Mutator = {
  name: 'transit-gateways',
  changes: ['packets'],
  mutants: (world) => [...ofAttachments(world), ...ofTables(world)],
}

function ofAttachments({ fabric, called }: SolvedWorld): Mutant[] {
  return transitGatewayAttachments
    .everyone(fabric)
    .filter((one) => isAlive(one) && one.record.ResourceType === 'vpc')
    .flatMap((attachment) => {
      const { TransitGatewayAttachmentId = '', TransitGatewayId = '', ResourceId } = attachment.record
      const { subnets = [], options } = attachment.side.vpc ?? {}
      const words = `the attachment ${called(TransitGatewayAttachmentId)} of ${called(ResourceId)}`
      const modify = (how: string, input: object) =>
        mutant(
          `${how} ${words}`,
          ec2Request(attachment, 'ModifyTransitGatewayVpcAttachment', {
            TransitGatewayAttachmentId,
            ...input,
          }),
        )
      const table = associationOf(fabric.store, TransitGatewayAttachmentId, TransitGatewayId)?.table
      const isOn = options?.ApplianceModeSupport === 'enable'
      return [
        mutant(
          `Without ${words}`,
          ec2Request(attachment, 'DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId }),
        ),
        modify(isOn ? 'Appliance mode is off for' : 'Appliance mode is on for', {
          Options: { ApplianceModeSupport: isOn ? 'disable' : 'enable' },
        }),
        ...(subnets.length > 1
          ? subnets.map((id) => modify(`Out of ${called(id)}:`, { RemoveSubnetIds: [id] }))
          : []),
        ...(table === undefined
          ? []
          : [
              mutant(
                `${called(table)} does not decide for ${words}`,
                ec2Request(attachment, 'DisassociateTransitGatewayRouteTable', {
                  TransitGatewayAttachmentId,
                  TransitGatewayRouteTableId: table,
                }),
              ),
            ]),
      ]
    })
}

function ofTables({ fabric, called }: SolvedWorld): Mutant[] {
  return transitGatewayRouteTables.everyone(fabric).flatMap((table) => {
    const { TransitGatewayRouteTableId = '', TransitGatewayId = '' } = table.record
    const learning = new Set(
      propagationsOfTable(fabric.store, TransitGatewayRouteTableId).map(({ attachment }) => attachment),
    )
    const attachments = transitGatewayAttachments
      .by(fabric, 'gateway', TransitGatewayId)
      .filter(
        (one) =>
          isAlive(one) && ['vpc', 'vpn', 'direct-connect-gateway'].includes(one.record.ResourceType ?? ''),
      )
    const where = called(TransitGatewayRouteTableId)
    return [
      ...attachments.map(({ record: { TransitGatewayAttachmentId = '', ResourceId } }) => {
        const input = { TransitGatewayRouteTableId, TransitGatewayAttachmentId }
        return learning.has(TransitGatewayAttachmentId)
          ? mutant(
              `${where} does not learn the routes of ${called(ResourceId)}`,
              ec2Request(table, 'DisableTransitGatewayRouteTablePropagation', input),
            )
          : mutant(
              `${where} learns the routes of ${called(ResourceId)}`,
              ec2Request(table, 'EnableTransitGatewayRouteTablePropagation', input),
            )
      }),
      ...staticRoutesOf(fabric.store, TransitGatewayRouteTableId).flatMap(({ cidr, attachment }) => {
        const input = { TransitGatewayRouteTableId, DestinationCidrBlock: cidr }
        const words = `the route ${cidr} in ${where}`
        return [
          mutant(`Without ${words}`, ec2Request(table, 'DeleteTransitGatewayRoute', input)),
          ...(attachment === undefined
            ? []
            : [
                mutant(
                  `A blackhole instead of ${words}`,
                  ec2Request(table, 'ReplaceTransitGatewayRoute', { ...input, Blackhole: true }),
                ),
              ]),
        ]
      }),
    ]
  })
}
