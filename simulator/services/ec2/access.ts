import type { ContextKeys } from '../../policy/context.ts'
import { access, type RequestInput, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { findInstanceProfile } from '../iam/instance-profiles.ts'
import { roles } from '../iam/roles.ts'
import { existingIn, knowsNoResource } from '../touched-resources.ts'
import { endpointServices } from './endpoint-services.ts'

// Service authorization reference, "Actions, resources, and condition keys for Amazon EC2".
export const ec2Access = access((operation, input, ctx) => {
  const keys = keysOf(operation, input, ctx)
  if (knowsNoResource.test(operation)) return [{ arn: '*', keys }]
  const found = existingIn(input, ctx).map((touched) => ({ ...touched, keys: { ...keys, ...touched.keys } }))
  const made = madeBy(operation, ctx).map((arn) => ({ arn, keys }))
  // RunInstances is asked about what it makes first: the many refusals that people show name `instance/*`.
  const all = operation === 'RunInstances' ? [...made, ...found] : [...found, ...made]
  if (all.length === 0) return [{ arn: '*', keys }]
  return [...all, ...taggedOnCreation(operation, input, made), ...passedRoles(input, ctx)]
})

/** Where the name of the operation does not tell what it makes. */
const makes: Readonly<Record<string, readonly string[]>> = {
  AllocateAddress: ['elastic-ip'],
  CreateDefaultSubnet: ['subnet'],
  CreateDefaultVpc: ['vpc'],
  CreateManagedPrefixList: ['prefix-list'],
  CreateNatGateway: ['natgateway'],
  CreateVpcEndpointServiceConfiguration: ['vpc-endpoint-service'],
  ImportKeyPair: ['key-pair'],
  RunInstances: ['instance', 'network-interface', 'volume'],
}

function madeBy(operation: string, { families, account, region }: Context): string[] {
  const [, noun = ''] = /^Create(\w+)$/.exec(operation) ?? []
  const kebab = noun.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase()
  const isKind = families.all.some(({ spec }) => spec.service === 'ec2' && spec.resource === kebab)
  const kinds = makes[operation] ?? (isKind ? [kebab] : [])
  return kinds.map((kind) => `arn:aws:ec2:${region}:${account}:${kind}/*`)
}

/** EC2 user guide, supported-iam-actions-tagging: whoever tags on creation needs leave to tag as well. */
function taggedOnCreation(operation: string, input: RequestInput, made: readonly Touched[]): Touched[] {
  const specifications = input['TagSpecifications']
  if (!Array.isArray(specifications)) return []
  const types = new Set(specifications.map((one: { ResourceType?: string }) => one.ResourceType))
  return made
    .filter(({ arn }) => types.has(arn.split(':')[5]?.split('/')[0]))
    .map(({ arn, keys }) => ({
      arn,
      action: 'ec2:CreateTags',
      keys: { ...keys, 'ec2:createaction': operation },
    }))
}

/** EC2 user guide, iam-roles-for-amazon-ec2: whoever gives an instance a role must be allowed to pass it. */
function passedRoles(input: RequestInput, ctx: Context): Touched[] {
  const asked = input['IamInstanceProfile'] as { Arn?: string; Name?: string } | undefined
  const name = asked?.Name ?? asked?.Arn?.slice(asked.Arn.lastIndexOf('/') + 1)
  if (name === undefined) return []
  return (findInstanceProfile(ctx, name)?.side.roles ?? []).map((id) => ({
    action: 'iam:PassRole',
    arn: roles.get(ctx, id)?.record.Arn ?? '*',
    keys: { 'iam:passedtoservice': 'ec2.amazonaws.com' },
  }))
}

/** The keys that a request has by what it asks for, whichever resource is looked at. */
function keysOf(operation: string, input: RequestInput, ctx: Context): ContextKeys {
  const keys: Record<string, string | readonly string[]> = { 'ec2:region': ctx.region }
  const { InstanceType, PrivateDnsName, ServiceName, ServiceRegion } = input
  if (typeof InstanceType === 'string') keys['ec2:instancetype'] = InstanceType
  if (operation === 'CreateVpcEndpoint' && typeof ServiceName === 'string') {
    keys['ec2:vpceservicename'] = ServiceName
    keys['ec2:vpceserviceowner'] = serviceOwner(ctx, ServiceName)
    keys['ec2:vpceserviceregion'] = typeof ServiceRegion === 'string' ? ServiceRegion : ctx.region
  }
  if (/VpcEndpointServiceConfiguration$/.test(operation)) {
    if (typeof PrivateDnsName === 'string') keys['ec2:vpceserviceprivatednsname'] = PrivateDnsName
    const regions = input['SupportedRegions'] ?? input['AddSupportedRegions']
    if (Array.isArray(regions)) keys['ec2:vpcesupportedregion'] = regions
  }
  return keys
}

/** `amazon`, or the account of a customer's service. NOT MODELLED: `aws-marketplace`. */
function serviceOwner(ctx: Context, name: string): string {
  const id = /vpce-svc-[0-9a-f]+$/.exec(name)?.[0]
  return (id === undefined ? undefined : endpointServices.get(ctx, id)?.account) ?? 'amazon'
}
