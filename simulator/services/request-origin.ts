import type { RequestOrigin } from '../api/request.ts'
import type { Arrival } from '../policy/context-keys.ts'
import type { EndpointPolicy } from '../policy/layers.ts'
import { readPolicy } from '../policy/read-policy.ts'
import type { CallOrigin } from '../world/ledger.ts'
import { workstation } from '../world/workstation.ts'
import type { Origin } from './authorisation.ts'
import type { Context } from './context.ts'
import { type VpcEndpoint, vpcEndpoints } from './ec2/vpc-endpoints.ts'
import { guardrailsOf } from './organizations/guardrails.ts'

type World = Pick<Context, 'store'>

/** What policies are asked about: where the request comes from, and the endpoint that it came through. */
export function originOf(ctx: World, service: string, origin: RequestOrigin = {}): Origin {
  const { sourceIp, userAgent } = { ...workstation, ...origin }
  const endpoint = endpointOf(ctx, origin)
  if (!endpoint) return { sourceIp, userAgent }
  const policy = policyOf(endpoint)
  return {
    userAgent,
    arrival: arrivalAt(ctx, service, endpoint, sourceIp),
    ...(policy && { endpoint: policy }),
  }
}

/** The same for the ledger, which keeps nothing of what comes from the workstation as everything does. */
export function recordedOrigin(ctx: World, origin: RequestOrigin | undefined): CallOrigin | undefined {
  const endpoint = endpointOf(ctx, origin)
  return endpoint ? { ...origin, vpcEndpointAccountId: endpoint.account } : origin
}

const endpointOf = (ctx: World, origin: RequestOrigin | undefined): VpcEndpoint | undefined =>
  origin?.vpcEndpointId === undefined ? undefined : vpcEndpoints.get(ctx, origin.vpcEndpointId)

// IAM user guide, reference_policies_condition-keys: aws:SourceVpcArn and aws:VpceAccount are there for the services
// that it lists under each. These are the ones of them that are simulated.
const tellVpcArn: ReadonlySet<string> = new Set(['ecr', 'iam', 'kms', 'route53'])
const tellOwner: ReadonlySet<string> = new Set(['s3api', 's3control'])

function arrivalAt(
  ctx: World,
  service: string,
  { account, region, record }: VpcEndpoint,
  sourceIp: string,
): Arrival {
  const { VpcEndpointId = '', VpcId = '' } = record
  const { membership } = guardrailsOf(ctx, account)
  return {
    endpointId: VpcEndpointId,
    vpcId: VpcId,
    sourceIp,
    ...(tellVpcArn.has(service) && { vpcArn: `arn:aws:ec2:${region}:${account}:vpc/${VpcId}` }),
    ...(tellOwner.has(service) && {
      owner: { account, ...(membership && { organization: membership }) },
    }),
  }
}

/** An endpoint whose service takes no policies lets everything through. */
function policyOf({ record }: VpcEndpoint): EndpointPolicy | undefined {
  const { PolicyDocument, VpcEndpointType } = record
  const { policy } = readPolicy(PolicyDocument ?? '', 'endpoint')
  return policy && { policy: { policy }, isGateway: VpcEndpointType === 'Gateway' }
}
