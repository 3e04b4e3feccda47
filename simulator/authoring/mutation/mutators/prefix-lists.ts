import { ec2Request } from '../../../network/mending/repair.ts'
import { prefixLists } from '../../../services/ec2/prefix-lists.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A managed prefix list lacks an entry. */
export const prefixListEntries: Mutator = {
  name: 'prefix-lists',
  changes: ['packets'],
  mutants: ({ fabric, called }) =>
    prefixLists
      .everyone(fabric)
      .filter(({ record }) => record.OwnerId !== 'AWS')
      .flatMap((list) => {
        const { PrefixListId = '', Version } = list.record
        const entries = list.side.versions.at(-1)?.entries ?? []
        return entries.map(({ Cidr = '' }) =>
          mutant(
            `Without ${Cidr} in the prefix list ${called(PrefixListId)}`,
            ec2Request(list, 'ModifyManagedPrefixList', {
              PrefixListId,
              CurrentVersion: Version,
              RemoveEntries: [{ Cidr }],
            }),
          ),
        )
      }),
}
