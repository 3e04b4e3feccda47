import { access } from '../access.ts'
import { resolverEndpoints } from './endpoints.ts'

// Ids of endpoints start with their direction, so that these do not tell what they are of as other ids do.
export const resolverAccess = access((operation, input, ctx) => {
  const id = input['ResolverEndpointId']
  if (typeof id !== 'string' || !operation.includes('ResolverEndpoint')) return undefined
  const endpoint = resolverEndpoints.get(ctx, id)
  const arn = `arn:aws:route53resolver:${ctx.region}:${ctx.account}:resolver-endpoint/${id}`
  return [{ arn: endpoint?.record.Arn ?? arn, ...(endpoint && { tags: endpoint.side.tags }) }]
})
