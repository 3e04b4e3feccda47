import { actionPrefix } from '../policy/action-names.ts'
import type { ContextKeys } from '../policy/context.ts'
import type { RequestInput, Touched } from './access.ts'
import type { AnyFamily, Context } from './context.ts'
import type { OperationUnit } from './operation.ts'
import type { Tag } from './tags.ts'

// Which resources a request touches, by what it says: ids, ARNs, and the kind of thing that it makes. The service
// authorization reference lists the same per action, and lets describe actions of EC2 and its like know no resources.

export const knowsNoResource = /^(Describe|List|Search)/

export function touchedBy({ service, name }: OperationUnit, input: RequestInput, ctx: Context): Touched[] {
  const found = knowsNoResource.test(name) ? [] : existingIn(input, ctx)
  const path = named[`${service} ${name}`]?.(input)
  if (path !== undefined) {
    found.push({ arn: `arn:aws:${actionPrefix(service)}:${ctx.region}:${ctx.account}:${path}` })
  }
  return found.length ? found : [{ arn: '*' }]
}

/** What is named when it is made has the name in its ARN already. */
const named: Readonly<Record<string, (input: RequestInput) => string>> = {
  'elbv2 CreateLoadBalancer': ({ Name, Type }) =>
    `loadbalancer/${Type === 'network' ? 'net' : Type === 'gateway' ? 'gwy' : 'app'}/${Name}/*`,
  'elbv2 CreateTargetGroup': ({ Name }) => `targetgroup/${Name}/*`,
}

/** The resources that the input names. */
export const existingIn = (input: RequestInput, ctx: Context): Touched[] =>
  [...namedIn(input, ctx)].map((name) => existing(name, ctx))

/** Ids and ARNs anywhere in the input, each once, in the order of the input. */
export function namedIn(value: unknown, ctx: Context, names = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (value.startsWith('arn:') || ctx.families.ofId(value)) names.add(value)
  } else if (Array.isArray(value)) for (const item of value) namedIn(item, ctx, names)
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const [member, item] of Object.entries(value)) if (!isProse.test(member)) namedIn(item, ctx, names)
  }
  return names
}

/** Members that hold words of the caller's own, or name what is looked at on the other side alone. */
const isProse = /^(PeerVpcId|Tags|TagSpecifications|Description|ClientToken|UserData|PolicyDocument|Filters)$/

function existing(name: string, ctx: Context): Touched {
  if (name.startsWith('arn:')) {
    const [, , , , account] = name.split(':')
    const held = ctx.families.all.find((family) => family.get(ctx, name) !== undefined)
    return { arn: name, ...(account && held && { tags: held.tagsOf(held.get(ctx, name)!) }) }
  }
  const family = ctx.families.ofId(name)!
  const held = family.get(ctx, name)
  if (held) return { arn: arnOf(family, held), tags: family.tagsOf(held, ctx), keys: placeOf(held) }
  const { service, resource } = family.spec
  return { arn: `arn:aws:${actionPrefix(service)}:${ctx.region}:${ctx.account}:${resource}/${name}` }
}

/** Service authorization reference, Amazon EC2, condition keys: ec2:Vpc of whatever lies in one. */
function placeOf({ account, region, record }: Parameters<AnyFamily['arnOf']>[0]): ContextKeys {
  const { VpcId } = record
  return typeof VpcId === 'string' ? { 'ec2:vpc': `arn:aws:ec2:${region}:${account}:vpc/${VpcId}` } : {}
}

function arnOf(family: AnyFamily, held: Parameters<AnyFamily['arnOf']>[0]): string {
  const arn = family.arnOf(held)
  // AMIs belong to nobody in their ARNs: service authorization reference, Amazon EC2, resource types.
  return family.spec.resource === 'image' ? arn.replace(/^((?:[^:]*:){4})[^:]*/, '$1') : arn
}

interface RequestedTags {
  readonly requestTags?: Readonly<Record<string, string>>
  readonly tagKeys?: readonly string[]
}

/** Tags that the request wants to set, and keys of those that it wants to remove. */
export function requestedTags(input: RequestInput): RequestedTags {
  const tags = [...tagsOf(input['Tags']), ...tagsOf(input['tags'])]
  const specifications = input['TagSpecifications']
  if (Array.isArray(specifications)) {
    for (const one of specifications as { Tags?: unknown }[]) tags.push(...tagsOf(one.Tags))
  }
  const removed = [input['TagKeys'], input['tagKeys']].find(Array.isArray) as string[] | undefined
  return {
    ...(tags.length && {
      requestTags: Object.fromEntries(tags.map((tag) => [keyOf(tag), tag.Value ?? tag.value ?? ''])),
    }),
    ...(removed && { tagKeys: removed }),
  }
}

type AnyTag = Tag & { readonly key?: string; readonly value?: string }

const keyOf = ({ Key, key }: AnyTag): string => Key ?? key ?? ''
const tagsOf = (value: unknown): AnyTag[] =>
  Array.isArray(value) ? value.filter((one): one is AnyTag => typeof one === 'object' && one !== null) : []
