import { AwsError } from '../../api/error.ts'
import type { Ram } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { listed } from './listing.ts'
import { associationsOf, isOf, requireShare } from './records.ts'
import { permissionArn, resourceAt, type Shareable, shareables } from './shareable.ts'

const fidelity = {
  simplified:
    'One managed permission for each kind of resource that can be shared here; its text lists what this cloud allows.',
}

export const listPermissions = operation(
  'ram',
  'ListPermissions',
  { fidelity, source: 'RAM API reference, ListPermissions' },
  (input, _) => {
    const { resourceType, permissionType } = input
    const found = permissionType === 'CUSTOMER_MANAGED' ? [] : shareables
    const ofType = found.filter(({ type }) => type.toLowerCase() === (resourceType ?? type).toLowerCase())
    return listed('permissions', ofType.map(summary), input)
  },
)

export const listResourceSharePermissions = operation(
  'ram',
  'ListResourceSharePermissions',
  { fidelity, source: 'RAM API reference, ListResourceSharePermissions' },
  (input, ctx) => {
    const { record } = requireShare(ctx, input.resourceShareArn)
    const kinds = associationsOf(ctx, record.resourceShareArn ?? '')
      .filter(isOf('RESOURCE'))
      .map((one) => resourceAt(ctx, one.record.associatedEntity ?? '')?.kind)
      .filter((kind) => kind !== undefined)
    const permissions = [...new Set(kinds)].map((kind) => ({ ...summary(kind), status: 'ASSOCIATED' }))
    return listed('permissions', permissions, input)
  },
)

export const getPermission = operation(
  'ram',
  'GetPermission',
  { fidelity, source: 'RAM API reference, GetPermission' },
  (input, _) => {
    const kind = shareables.find((one) => permissionArn(one) === input.permissionArn)
    if (!kind) {
      throw new AwsError('UnknownResourceException', `Permission ${input.permissionArn} could not be found.`)
    }
    const [prefix = ''] = kind.type.split(':')
    const Action = kind.uses.map((use) => `${prefix}:${use}`)
    return {
      permission: {
        ...summary(kind),
        permission: JSON.stringify({ Effect: 'Allow', Action }),
        status: 'ATTACHABLE' as const,
      },
    }
  },
)

export const listResourceTypes = operation(
  'ram',
  'ListResourceTypes',
  { fidelity, source: 'RAM API reference, ListResourceTypes' },
  (input, _) => {
    const all = input.resourceRegionScope === 'GLOBAL' ? [] : shareables
    return listed(
      'resourceTypes',
      all.map(({ type }) => ({
        resourceType: type,
        serviceName: type.split(':')[0],
        resourceRegionScope: 'REGIONAL' as const,
      })),
      input,
    )
  },
)

/** NOT MODELLED: when AWS wrote its permissions; what a share needs to know is their name. */
const summary = (kind: Shareable): Ram.ResourceSharePermissionSummary => ({
  arn: permissionArn(kind),
  version: '1',
  defaultVersion: true,
  name: kind.permission,
  resourceType: kind.type,
  status: 'ATTACHABLE',
  isResourceTypeDefault: true,
  permissionType: 'AWS_MANAGED',
  featureSet: 'STANDARD',
})
