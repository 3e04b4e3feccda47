import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Principal } from '../../world/accounts.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { type EndpointService, endpointServices } from './endpoint-services.ts'
import { cappedPage } from './vpc-endpoints.ts'

/** Who may find an endpoint service and ask for a connection to it. */
export const servicePermissions = family<Ec2.AllowedPrincipal>({
  service: 'ec2',
  resource: 'vpc-endpoint-service-permission',
  id: 'ServicePermissionId',
  prefix: 'vpce-svc-perm',
  missing: (id) =>
    new AwsError('InvalidServicePermissionId.NotFound', `The service permission ID '${id}' does not exist`),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    service: { to: 'ec2:vpc-endpoint-service', read: ({ record }) => record.ServiceId, blocks: false },
  },
  indexes: {
    principal: ({ record }) => record.Principal,
    grant: ({ record }) => grantKey(record.ServiceId, record.Principal),
  },
  filters: {
    principal: ({ record }) => record.Principal,
    'principal-type': ({ record }) => record.PrincipalType,
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpc-endpoint-service-permission/${record.ServicePermissionId}`,
})

const grantKey = (serviceId: string | undefined, principal: string | undefined) => `${serviceId} ${principal}`

const everyone = '*'

export const modifyVpcEndpointServicePermissions = operation(
  'ec2',
  'ModifyVpcEndpointServicePermissions',
  {
    fidelity: { simplified: 'Users and roles are not looked up: any well-formed ARN is taken.' },
    source:
      'EC2 API reference, ModifyVpcEndpointServicePermissions; PrivateLink guide, configure-endpoint-service',
  },
  ({ ServiceId, AddAllowedPrincipals = [], RemoveAllowedPrincipals = [] }, ctx) => {
    endpointServices.require(ctx, ServiceId)
    const added = [...new Set(AddAllowedPrincipals)].map((principal) => ({
      principal,
      type: principalType(principal),
    }))
    for (const principal of RemoveAllowedPrincipals) {
      for (const held of servicePermissions.by(ctx, 'grant', grantKey(ServiceId, principal))) {
        servicePermissions.remove(ctx, held)
      }
    }
    const AddedPrincipals = added.flatMap(({ principal, type }) => grant(ctx, ServiceId, principal, type))
    return { AddedPrincipals, ReturnValue: true }
  },
)

function grant(
  ctx: Context,
  ServiceId: string,
  principal: string,
  PrincipalType: Ec2.PrincipalType,
): Ec2.AddedPrincipal[] {
  if (servicePermissions.count(ctx, 'grant', grantKey(ServiceId, principal)) > 0) return []
  const added = {
    PrincipalType,
    Principal: principal,
    ServicePermissionId: ctx.newId('vpce-svc-perm'),
    ServiceId,
  }
  servicePermissions.create(ctx, { ...added, Tags: [] })
  return [added]
}

// PrivateLink guide, configure-endpoint-service, "Manage permissions": ARNs of an account, a user or a role, without
// a path, or everybody. Services of AWS's own are taken too.
function principalType(principal: string): Ec2.PrincipalType {
  if (principal === everyone) return 'All'
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(principal)) return 'Service'
  if (/^arn:aws:organizations::/.test(principal)) {
    throw new AwsError(
      'UnknownPrincipalType.Unsupported',
      `The type of the principal '${principal}' is not supported`,
    )
  }
  const kind = /^arn:aws:iam::\d{12}:(?:(root)|(user|role)\/[\w+=,.@-]+)$/.exec(principal)
  if (kind?.[1]) return 'Account'
  if (kind?.[2]) return kind[2] === 'user' ? 'User' : 'Role'
  throw new AwsError('InvalidPrincipal', `Invalid Principal: '${principal}'`)
}

export const describeVpcEndpointServicePermissions = operation(
  'ec2',
  'DescribeVpcEndpointServicePermissions',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcEndpointServicePermissions' },
  (input, ctx) => {
    endpointServices.require(ctx, input.ServiceId)
    const all = servicePermissions.by(ctx, 'service', input.ServiceId)
    const selected = servicePermissions.filter(ctx, all, input.Filters)
    const { items, NextToken } = page(selected, cappedPage(input))
    return {
      AllowedPrincipals: items.map((held) => servicePermissions.print(ctx, held)),
      ...(NextToken && { NextToken }),
    }
  },
)

/** What a permission can call a caller: everybody, the account, the user or the role. */
function namesOf(caller: Principal): string[] {
  const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller.arn)
  const identity = session ? `arn:aws:iam::${session[1]}:role/${session[2]}` : caller.arn
  const withoutPath = identity.replace(/:(user|role)\/.*\//, ':$1/')
  return [everyone, `arn:aws:iam::${caller.account}:root`, identity, withoutPath]
}

/** Whether the caller may see the service and ask for a connection. The owner's account always may. */
export function mayUse(ctx: Pick<Context, 'store' | 'caller'>, service: EndpointService): boolean {
  if (service.account === ctx.caller.account) return true
  const { ServiceId } = service.record
  return namesOf(ctx.caller).some(
    (name) => servicePermissions.count(ctx, 'grant', grantKey(ServiceId, name)) > 0,
  )
}

/** The services that other accounts let the caller see. */
export function servicesOpenTo(ctx: Pick<Context, 'store' | 'caller'>): EndpointService[] {
  const grants: Held<Ec2.AllowedPrincipal>[] = namesOf(ctx.caller).flatMap((name) =>
    servicePermissions.by(ctx, 'principal', name),
  )
  const ids = new Set(grants.map(({ record }) => record.ServiceId ?? ''))
  return [...ids]
    .map((id) => endpointServices.get(ctx, id))
    .filter((service) => service !== undefined)
    .filter((service) => service.account !== ctx.caller.account)
}
