import { labRequest } from '../../../network/mending/repair.ts'
import { appliances } from '../../../services/host/appliances.ts'
import { keyOf, listeners } from '../../../services/host/listeners.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A server, or an appliance, that the learner started does not run. */
export const servers: Mutator = {
  name: 'servers',
  changes: ['packets'],
  mutants: ({ fabric: { store }, isOwn, called }) => [
    ...store
      .all(listeners)
      .filter((one) => isOwn(listeners.name, keyOf(one)))
      .map(({ Host, Protocol, Port, Address }) =>
        mutant(
          `Without the server on port ${Port} of ${called(Host)}`,
          labRequest('host', 'DeleteListener', {
            Host,
            Port,
            ...(Protocol !== undefined && { Protocol }),
            ...(Address !== undefined && { Address }),
          }),
        ),
      ),
    ...store
      .all(appliances)
      .filter(({ Host }) => isOwn(appliances.name, Host))
      .map(({ Host }) =>
        mutant(`Without the appliance on ${called(Host)}`, labRequest('host', 'DeleteAppliance', { Host })),
      ),
  ],
}
