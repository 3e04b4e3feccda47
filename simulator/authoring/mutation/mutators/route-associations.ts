import { ec2Request } from '../../../network/mending/repair.ts'
import { routeTables } from '../../../services/ec2/route-tables.ts'
import { subnets } from '../../../services/ec2/subnets.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A subnet, or a gateway, has no route table of its own any more, or another one. */
export const routeAssociations: Mutator = {
  name: 'route-associations',
  changes: ['packets'],
  mutants({ fabric, vpcs, called }) {
    const tables = routeTables.everyone(fabric).filter(({ record }) => vpcs.has(record.VpcId ?? ''))
    const own = new Set<string>()
    const changed = tables.flatMap((table) =>
      (table.record.Associations ?? []).flatMap((association) => {
        const { Main, SubnetId, GatewayId, RouteTableAssociationId: AssociationId = '' } = association
        if (Main) return []
        const whose = SubnetId ?? GatewayId ?? ''
        own.add(whose)
        const others = tables.filter((one) => one !== table && one.record.VpcId === table.record.VpcId)
        return [
          mutant(
            `${called(whose)} is not associated with ${called(table.record.RouteTableId)}`,
            ec2Request(table, 'DisassociateRouteTable', { AssociationId }),
          ),
          ...others.map(({ record: { RouteTableId = '' } }) =>
            mutant(
              `${called(whose)} is associated with ${called(RouteTableId)}`,
              ec2Request(table, 'ReplaceRouteTableAssociation', { AssociationId, RouteTableId }),
            ),
          ),
        ]
      }),
    )
    const added = subnets
      .everyone(fabric)
      .filter(({ record }) => vpcs.has(record.VpcId ?? '') && !own.has(record.SubnetId ?? ''))
      .flatMap((subnet) =>
        tables
          .filter(
            ({ record }) =>
              record.VpcId === subnet.record.VpcId && !record.Associations?.some((one) => one.Main),
          )
          .map(({ record: { RouteTableId = '' } }) =>
            mutant(
              `${called(subnet.record.SubnetId)} is associated with ${called(RouteTableId)}`,
              ec2Request(subnet, 'AssociateRouteTable', { RouteTableId, SubnetId: subnet.record.SubnetId }),
            ),
          ),
      )
    return [...changed, ...added]
  },
}
