import type { Shape } from '../../../api/model.ts'
import { invalid } from '../../errors.ts'
import { unpackFor } from '../unpack-value.ts'
import { type Customisation, replace } from './customisation.ts'

// EC2 wraps a boolean in a structure where an attribute can be left as it is: `{"Value": true}`. Such an
// option may be given alone, as `--no-…`, or with the structure.
const wrapsBoolean = (shape: Shape) =>
  shape.kind === 'structure' &&
  shape.members.size === 1 &&
  shape.members.get('Value')?.shape.kind === 'boolean'

/** What the `no-` form of such an option is set to. */
const unset = 'unset'

export const ec2Booleans: Customisation = {
  service: 'ec2',
  shape(table) {
    for (const { name, member } of [...table.values()]) {
      if (!member || !wrapsBoolean(member.shape)) continue
      replace(table, name, (argument) => [
        {
          ...argument,
          takes: 'maybe',
          alone: true,
          group: name,
          valueKind: 'structure',
          required: false,
          addTo(input, value, context) {
            if (value === undefined) return
            input[member.name] = value === true ? { Value: true } : unpackFor(member, value, name, context)
          },
        },
        {
          name: `no-${name}`,
          key: `no-${name}`,
          takes: 'none',
          sets: unset,
          member,
          group: name,
          valueKind: 'structure',
          addTo(input, value) {
            if (value) input[member.name] = { Value: false }
          },
        },
      ])
    }
  },
  check(values) {
    for (const [key, value] of values) {
      if (value === unset && values.has(key.slice(3))) {
        throw invalid(`Cannot specify both the "--${key.slice(3)}" option and the "--${key}" option.`)
      }
    }
  },
}
