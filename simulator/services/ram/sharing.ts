import { AwsError } from '../../api/error.ts'
import type { Ram } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { timestamp } from '../context.ts'
import { ensureLinkedRole } from '../iam/service-linked-roles.ts'
import { operation } from '../operation.ts'
import { organizations } from '../organizations/families.ts'
import { requireManaged } from '../organizations/membership.ts'
import { listed } from './listing.ts'
import { accountsBehind, trustedName } from './principals.ts'
import { type Association, associationsOf, isIn, isOf, shares } from './records.ts'
import { resourceAt } from './shareable.ts'
import { sharesOf } from './shares.ts'

export const getResourceShareAssociations = operation(
  'ram',
  'GetResourceShareAssociations',
  { fidelity: 'exact', source: 'RAM API reference, GetResourceShareAssociations' },
  (input, ctx) => {
    const { associationType, resourceShareArns, resourceArn, principal, associationStatus } = input
    if (associationType === 'PRINCIPAL' && resourceArn !== undefined) {
      throw new AwsError(
        'InvalidParameterException',
        'You cannot specify a resource ARN when the association type is PRINCIPAL.',
      )
    }
    if (associationType === 'RESOURCE' && principal !== undefined) {
      throw new AwsError(
        'InvalidParameterException',
        'You cannot specify a principal when the association type is RESOURCE.',
      )
    }
    const entity = resourceArn ?? principal
    const found = shares
      .list(ctx)
      .map(({ record }) => record.resourceShareArn ?? '')
      .filter((arn) => !resourceShareArns?.length || resourceShareArns.includes(arn))
      .flatMap((arn) => associationsOf(ctx, arn).filter(isOf(associationType)))
      .map(({ record }) => record)
      .filter(({ associatedEntity }) => entity === undefined || associatedEntity === entity)
      .filter(({ status }) => associationStatus === undefined || status === associationStatus)
    return listed('resourceShareAssociations', found, input)
  },
)

export const listResources = operation(
  'ram',
  'ListResources',
  { fidelity: 'exact', source: 'RAM API reference, ListResources' },
  (input, ctx) => {
    const { resourceType, resourceArns, principal } = input
    const found = openShares(ctx, input)
      .filter((arn) => principal === undefined || hasPrincipal(ctx, arn, principal))
      .flatMap((arn) => associationsOf(ctx, arn).filter((one) => isOf('RESOURCE')(one) && isIn(one)))
      .map((one) => sharedResource(ctx, one))
      .filter(({ type }) => resourceType === undefined || type === resourceType)
      .filter(({ arn = '' }) => !resourceArns?.length || resourceArns.includes(arn))
    return listed('resources', found, input)
  },
)

export const listPrincipals = operation(
  'ram',
  'ListPrincipals',
  { fidelity: 'exact', source: 'RAM API reference, ListPrincipals' },
  (input, ctx) => {
    const { resourceArn, principals, resourceType } = input
    const found = openShares(ctx, input)
      .filter((arn) => {
        const held = associationsOf(ctx, arn).filter(isOf('RESOURCE'))
        const types = held.map((one) => sharedResource(ctx, one).type)
        const isHere =
          resourceArn === undefined || held.some(({ record }) => record.associatedEntity === resourceArn)
        return isHere && (resourceType === undefined || types.includes(resourceType))
      })
      .flatMap((arn) => associationsOf(ctx, arn).filter((one) => isOf('PRINCIPAL')(one) && isIn(one)))
      .filter(({ record }) => !principals?.length || principals.includes(record.associatedEntity ?? ''))
      .map(({ share, record }) => ({
        id: record.associatedEntity,
        resourceShareArn: share,
        creationTime: record.creationTime,
        lastUpdatedTime: record.lastUpdatedTime,
        external: record.external,
      }))
    return listed('principals', found, input)
  },
)

interface ByOwner {
  readonly resourceOwner: Ram.ResourceOwner
  readonly resourceShareArns?: readonly string[] | undefined
}

const openShares = (ctx: Context, { resourceOwner, resourceShareArns }: ByOwner): string[] =>
  sharesOf(ctx, resourceOwner)
    .map(({ record }) => record.resourceShareArn ?? '')
    .filter((arn) => !resourceShareArns?.length || resourceShareArns.includes(arn))

const hasPrincipal = (ctx: Context, share: string, principal: string): boolean =>
  associationsOf(ctx, share)
    .filter((one) => isOf('PRINCIPAL')(one) && isIn(one))
    .some(
      ({ record: { associatedEntity = '' } }) =>
        associatedEntity === principal || accountsBehind(ctx, associatedEntity).includes(principal),
    )

export function sharedResource(ctx: Context, { share, record }: Association): Ram.Resource {
  const arn = record.associatedEntity ?? ''
  return {
    arn,
    type: resourceAt(ctx, arn)?.kind.type,
    resourceShareArn: share,
    creationTime: record.creationTime,
    lastUpdatedTime: record.lastUpdatedTime,
    resourceRegionScope: 'REGIONAL',
  }
}

export const enableSharingWithAwsOrganization = operation(
  'ram',
  'EnableSharingWithAwsOrganization',
  { fidelity: 'exact', source: 'RAM API reference, EnableSharingWithAwsOrganization' },
  (_, ctx) => {
    const organization = managedOrganization(ctx)
    const { trusted } = organization.side
    if (!trusted.some(({ service }) => service === trustedName)) {
      const since = timestamp(ctx.now)
      organizations.update(ctx, organization, {}, { trusted: [...trusted, { service: trustedName, since }] })
    }
    ensureLinkedRole(ctx, trustedName)
    return { returnValue: true }
  },
)

function managedOrganization(ctx: Context) {
  try {
    return requireManaged(ctx)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw new AwsError(
      'OperationNotPermittedException',
      `Unable to enable sharing with AWS Organizations. Received ${error.code} from AWSOrganizations with the following error message: ${error.message}`,
    )
  }
}
