import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { constraintViolation } from './errors.ts'
import { members, organizations, pathOf, roots, type Target, type Unit, units } from './families.ts'
import { listed } from './listing.ts'
import { firstPolicies, newShortId, requireManaged, rootOf, targetOf } from './membership.ts'

/** Organizations user guide, orgs_reference_limits: units in a tree, with the root on top. */
const deepest = 5

export const createOrganizationalUnit = operation(
  'organizations',
  'CreateOrganizationalUnit',
  { fidelity: 'exact', source: 'Organizations API reference, CreateOrganizationalUnit' },
  ({ ParentId, Name, Tags = [] }, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const parent = requireParent(ctx, organization, ParentId)
    refuseTaken(ctx, ParentId, Name)
    if (pathOf(ctx, parent).length > deepest) {
      throw constraintViolation(
        'OU_DEPTH_LIMIT_EXCEEDED',
        'You have exceeded the allowed depth for a hierarchy of organizational units.',
      )
    }
    const root = rootOf(ctx, organization).record.Id ?? ''
    const Id = newShortId(ctx, `ou-${root.slice('r-'.length)}`, 8)
    const Arn = `arn:aws:organizations::${ctx.account}:ou/${organization}/${Id}`
    const side = { organization, parent: ParentId, policies: firstPolicies(ctx, organization), tags: Tags }
    return { OrganizationalUnit: units.print(ctx, units.create(ctx, { Id, Arn, Name }, side)) }
  },
)

export const describeOrganizationalUnit = operation(
  'organizations',
  'DescribeOrganizationalUnit',
  { fidelity: 'exact', source: 'Organizations API reference, DescribeOrganizationalUnit' },
  ({ OrganizationalUnitId }, ctx) => ({
    OrganizationalUnit: units.print(ctx, requireUnit(ctx, OrganizationalUnitId)),
  }),
)

export const updateOrganizationalUnit = operation(
  'organizations',
  'UpdateOrganizationalUnit',
  { fidelity: 'exact', source: 'Organizations API reference, UpdateOrganizationalUnit' },
  ({ OrganizationalUnitId, Name }, ctx) => {
    const unit = requireUnit(ctx, OrganizationalUnitId)
    if (Name !== undefined && Name !== unit.record.Name) refuseTaken(ctx, unit.side.parent, Name)
    const changed = units.update(ctx, unit, Name === undefined ? {} : { Name })
    return { OrganizationalUnit: units.print(ctx, changed) }
  },
)

export const deleteOrganizationalUnit = operation(
  'organizations',
  'DeleteOrganizationalUnit',
  { fidelity: 'exact', source: 'Organizations API reference, DeleteOrganizationalUnit' },
  ({ OrganizationalUnitId }, ctx) => {
    const unit = requireUnit(ctx, OrganizationalUnitId)
    if (
      members.count(ctx, 'parent', OrganizationalUnitId) + units.count(ctx, 'parent', OrganizationalUnitId) >
      0
    ) {
      throw new AwsError(
        'OrganizationalUnitNotEmptyException',
        'To delete an OU, you must first move all accounts and child OUs out of it.',
      )
    }
    units.delete(ctx, unit)
    return {}
  },
)

export const listOrganizationalUnitsForParent = operation(
  'organizations',
  'ListOrganizationalUnitsForParent',
  { fidelity: 'exact', source: 'Organizations API reference, ListOrganizationalUnitsForParent' },
  (input, ctx) => {
    requireParent(ctx, organizations.idOf(requireManaged(ctx)), input.ParentId)
    const below = units.by(ctx, 'parent', input.ParentId).map((unit) => units.print(ctx, unit))
    return listed('OrganizationalUnits', below, input)
  },
)

export const listChildren = operation(
  'organizations',
  'ListChildren',
  { fidelity: 'exact', source: 'Organizations API reference, ListChildren' },
  (input, ctx) => {
    const { ParentId, ChildType } = input
    requireParent(ctx, organizations.idOf(requireManaged(ctx)), ParentId)
    const below =
      ChildType === 'ACCOUNT' ? members.by(ctx, 'parent', ParentId) : units.by(ctx, 'parent', ParentId)
    return listed(
      'Children',
      below.map(({ record }) => ({ Id: record.Id, Type: ChildType })),
      input,
    )
  },
)

export const listParents = operation(
  'organizations',
  'ListParents',
  { fidelity: 'exact', source: 'Organizations API reference, ListParents' },
  (input, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const child = targetOf(ctx, organization, input.ChildId)
    if (!child || !('parent' in child.side)) {
      throw new AwsError(
        'ChildNotFoundException',
        "You specified an organizational unit or an account that doesn't exist.",
      )
    }
    const Id = child.side.parent
    const Type = roots.get(ctx, Id) ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const)
    return listed('Parents', [{ Id, Type }], input)
  },
)

function requireUnit(ctx: Context, id: string): Unit {
  const organization = organizations.idOf(requireManaged(ctx))
  const unit = units.get(ctx, id)
  if (unit?.side.organization !== organization) throw units.spec.missing(id)
  return unit
}

export function requireParent(ctx: Context, organization: string, id: string): Target {
  const parent = targetOf(ctx, organization, id)
  if (!parent || members.get(ctx, id)) {
    throw new AwsError('ParentNotFoundException', "You specified parent that doesn't exist.")
  }
  return parent
}

function refuseTaken(ctx: Context, parent: string, name: string): void {
  if (units.by(ctx, 'parent', parent).some(({ record }) => record.Name === name)) {
    throw new AwsError('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.')
  }
}
