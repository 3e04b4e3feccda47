import { requestTo } from '../../../network/mending/repair.ts'
import { instanceProfiles } from '../../../services/iam/instance-profiles.ts'
import { policies } from '../../../services/iam/policies.ts'
import { roles } from '../../../services/iam/roles.ts'
import { type Mutator, mutant } from '../mutator.ts'
import { changedPolicies } from '../policy-changes.ts'

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** A role that machines have may do more, or less. */
export const rolePolicies: Mutator = {
  name: 'roles',
  changes: ['calls'],
  mutants: ({ fabric, called }) => {
    const used = new Set(
      instanceProfiles.everyone(fabric).flatMap(({ record }) => record.Roles?.map((one) => one.RoleId) ?? []),
    )
    return roles
      .everyone(fabric)
      .filter(({ record, side }) => used.has(record.RoleId) && side.linkedTo === undefined)
      .flatMap((role) => {
        const { RoleName = '', RoleId } = role.record
        const { attached, inline } = role.side
        const words = `the role ${called(RoleId)}`
        return [
          ...attached.map((PolicyArn) =>
            mutant(
              `Without the policy ${called(policies.by(fabric, 'arn', PolicyArn)[0]?.record.Arn ?? PolicyArn)} for ${words}`,
              requestTo('iam', role, 'DetachRolePolicy', { RoleName, PolicyArn }),
            ),
          ),
          ...(attached.includes(administrator)
            ? []
            : [
                mutant(
                  `AdministratorAccess for ${words}`,
                  requestTo('iam', role, 'AttachRolePolicy', { RoleName, PolicyArn: administrator }),
                ),
              ]),
          ...inline.flatMap(({ name: PolicyName, text }) =>
            changedPolicies(text).map(({ how, policy: PolicyDocument }) =>
              mutant(
                `${how} in the policy ${PolicyName} of ${words}`,
                requestTo('iam', role, 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument }),
              ),
            ),
          ),
        ]
      })
  },
}
