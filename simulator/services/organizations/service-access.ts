import { timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { organizations } from './families.ts'
import { listed } from './listing.ts'
import { requireManaged } from './membership.ts'

const fidelity = { simplified: 'That a service is trusted is noted; only AWS RAM looks at it here.' }

export const enableAWSServiceAccess = operation(
  'organizations',
  'EnableAWSServiceAccess',
  { fidelity, source: 'Organizations API reference, EnableAWSServiceAccess' },
  ({ ServicePrincipal }, ctx) => {
    const organization = requireManaged(ctx)
    const { trusted } = organization.side
    if (trusted.some(({ service }) => service === ServicePrincipal)) return {}
    const since = timestamp(ctx.now)
    organizations.update(
      ctx,
      organization,
      {},
      { trusted: [...trusted, { service: ServicePrincipal, since }] },
    )
    return {}
  },
)

export const disableAWSServiceAccess = operation(
  'organizations',
  'DisableAWSServiceAccess',
  { fidelity, source: 'Organizations API reference, DisableAWSServiceAccess' },
  ({ ServicePrincipal }, ctx) => {
    const organization = requireManaged(ctx)
    const trusted = organization.side.trusted.filter(({ service }) => service !== ServicePrincipal)
    organizations.update(ctx, organization, {}, { trusted })
    return {}
  },
)

export const listAWSServiceAccessForOrganization = operation(
  'organizations',
  'ListAWSServiceAccessForOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, ListAWSServiceAccessForOrganization' },
  (input, ctx) => {
    const { trusted } = requireManaged(ctx).side
    return listed(
      'EnabledServicePrincipals',
      trusted.map(({ service, since }) => ({ ServicePrincipal: service, DateEnabled: since })),
      input,
    )
  },
)
