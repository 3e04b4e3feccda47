import { requestTo } from '../../../network/mending/repair.ts'
import {
  resourceAssociations,
  serviceAssociations,
  vpcAssociations,
} from '../../../services/vpc-lattice/associations.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A VPC, a service or a resource does not belong to a service network of VPC Lattice. */
export const lattice: Mutator = {
  name: 'lattice',
  changes: ['packets', 'names'],
  mutants: ({ fabric, called }) => [
    ...vpcAssociations.everyone(fabric).map((held) => {
      const { id = '', vpcId, serviceNetworkName } = held.record
      return mutant(
        `${called(vpcId)} does not belong to the service network ${serviceNetworkName}`,
        requestTo('vpc-lattice', held, 'DeleteServiceNetworkVpcAssociation', {
          serviceNetworkVpcAssociationIdentifier: id,
        }),
      )
    }),
    ...serviceAssociations.everyone(fabric).map((held) => {
      const { id = '', serviceName, serviceNetworkName } = held.record
      return mutant(
        `The service ${serviceName} does not belong to the service network ${serviceNetworkName}`,
        requestTo('vpc-lattice', held, 'DeleteServiceNetworkServiceAssociation', {
          serviceNetworkServiceAssociationIdentifier: id,
        }),
      )
    }),
    ...resourceAssociations.everyone(fabric).map((held) => {
      const { id = '', resourceConfigurationName, serviceNetworkName } = held.record
      return mutant(
        `${resourceConfigurationName} does not belong to the service network ${serviceNetworkName}`,
        requestTo('vpc-lattice', held, 'DeleteServiceNetworkResourceAssociation', {
          serviceNetworkResourceAssociationIdentifier: id,
        }),
      )
    }),
  ],
}
