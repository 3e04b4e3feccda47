import { AwsError } from '../../api/error.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { encodeDocument } from './documents.ts'
import { bare } from './entities.ts'
import { invalidInput, noSuchEntity } from './errors.ts'
import { iamArn, iamRegion, newUniqueId, second } from './identifiers.ts'
import { type Role, refuseTaken, requireRole, roles } from './roles.ts'

// Service pages named "Using service-linked roles": what the roles are called, and the policy where it is among ours.
const linked: Readonly<Record<string, { readonly role: string; readonly policy?: string }>> = {
  'elasticloadbalancing.amazonaws.com': {
    role: 'AWSServiceRoleForElasticLoadBalancing',
    policy: 'AWSElasticLoadBalancingServiceRolePolicy',
  },
  'transitgateway.amazonaws.com': {
    role: 'AWSServiceRoleForVPCTransitGateway',
    policy: 'AWSVPCTransitGatewayServiceRolePolicy',
  },
  'organizations.amazonaws.com': { role: 'AWSServiceRoleForOrganizations' },
  'ram.amazonaws.com': { role: 'AWSServiceRoleForResourceAccessManager' },
  'vpc-lattice.amazonaws.com': { role: 'AWSServiceRoleForVpcLattice' },
  'route53resolver.amazonaws.com': { role: 'AWSServiceRoleForRoute53Resolver' },
  'rds.amazonaws.com': { role: 'AWSServiceRoleForRDS' },
  'autoscaling.amazonaws.com': { role: 'AWSServiceRoleForAutoScaling' },
}

const servicePath = (service: string) => `/aws-service-role/${service}/`

export const createServiceLinkedRole = operation(
  'iam',
  'CreateServiceLinkedRole',
  {
    fidelity: {
      simplified:
        'Only for services whose role names are known here; its policy may be missing from the role.',
    },
    source: 'IAM API reference, CreateServiceLinkedRole',
  },
  ({ AWSServiceName, Description, CustomSuffix }, ctx) => {
    const known = linked[AWSServiceName]
    if (!known) throw invalidInput(`Service role name ${AWSServiceName} is not valid.`)
    const name = CustomSuffix === undefined ? known.role : `${known.role}_${CustomSuffix}`
    if (roles.by(ctx, 'arn', iamArn(ctx.account, 'role', servicePath(AWSServiceName), name)).length) {
      throw invalidInput(
        `Service role name ${name} has been taken in this account, please try a different suffix.`,
      )
    }
    refuseTaken(ctx, name)
    const role = openLinkedRole(ctx, AWSServiceName, name, Description)
    const { MaxSessionDuration: _, ...record } = role.record
    return { Role: record }
  },
)

/** Makes the role that a service wants in the account, unless it is there already. */
export function ensureLinkedRole(ctx: Context, service: string): void {
  const name = linked[service]?.role
  if (name === undefined) throw new Error(`No service-linked role of ${service} is known.`)
  const arn = iamArn(ctx.account, 'role', servicePath(service), name)
  if (roles.by(ctx, 'arn', arn).length === 0) openLinkedRole(ctx, service, name)
}

function openLinkedRole(ctx: Context, service: string, name: string, description?: string): Role {
  const Path = servicePath(service)
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
  }
  const policy = linked[service]?.policy
  const held: Held<Role['record'], Role['side']> = {
    account: ctx.account,
    region: iamRegion,
    record: {
      Path,
      RoleName: name,
      RoleId: newUniqueId(ctx, 'AROA'),
      Arn: iamArn(ctx.account, 'role', Path, name),
      CreateDate: second(ctx.now),
      AssumeRolePolicyDocument: encodeDocument(JSON.stringify(trust)),
      ...(description !== undefined && { Description: description }),
      MaxSessionDuration: 3600,
    },
    side: {
      ...bare,
      attached: policy === undefined ? [] : [`arn:aws:iam::aws:policy/aws-service-role/${policy}`],
      linkedTo: service,
    },
  }
  return ctx.store.put(roles.table, held)
}

export const deleteServiceLinkedRole = operation(
  'iam',
  'DeleteServiceLinkedRole',
  {
    fidelity: { simplified: 'The role goes at once, whether or not its service still needs it.' },
    source: 'IAM API reference, DeleteServiceLinkedRole',
  },
  ({ RoleName }, ctx) => {
    const role = requireRole(ctx, RoleName)
    const service = role.side.linkedTo
    if (service === undefined) throw noSuchEntity(`The role with name ${RoleName} cannot be found.`)
    roles.delete(ctx, role)
    return { DeletionTaskId: `task${servicePath(service)}${RoleName}/${roles.idOf(role).toLowerCase()}` }
  },
)

export const getServiceLinkedRoleDeletionStatus = operation(
  'iam',
  'GetServiceLinkedRoleDeletionStatus',
  {
    fidelity: { simplified: 'Every deletion has succeeded by the time one asks.' },
    source: 'IAM API reference, GetServiceLinkedRoleDeletionStatus',
  },
  ({ DeletionTaskId }, ctx) => {
    const [, name] = /^task\/aws-service-role\/[^/]+\/([^/]+)\/aroa[a-z0-9]+$/.exec(DeletionTaskId) ?? []
    if (name === undefined || roles.by(ctx, 'name', `${ctx.account}/${name.toLowerCase()}`).length) {
      throw new AwsError('NoSuchEntity', `Deletion task ${DeletionTaskId} cannot be found.`, 404)
    }
    return { Status: 'SUCCEEDED' as const }
  },
)
