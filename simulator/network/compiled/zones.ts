import type { Store } from '../../kernel/store.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { zoneIdOf } from '../../world/catalogue/regions.ts'
import { perTables } from '../remembered.ts'

/** The id of a zone by its name in an account. Subnets tell it, which in an imported world is how AWS has it. */
export const zoneIdIn = (store: Store, account: string, name: string): string | undefined =>
  idsOfZones(store, account).get(name) ?? zoneIdOf(account, name)

const idsOfZones = perTables(
  [subnets.table],
  (store, account): ReadonlyMap<string, string> =>
    new Map(
      subnets
        .everyone({ store })
        .filter((held) => held.account === account)
        .map(({ record: { AvailabilityZone = '', AvailabilityZoneId = '' } }) => [
          AvailabilityZone,
          AvailabilityZoneId,
        ]),
    ),
)
