import { AwsError } from '../../api/error.ts'
import type { Servicediscovery } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { initialRecords, privateNameServers, rollNameServers } from '../route53/delegation-sets.ts'
import { readName } from '../route53/domain-names.ts'
import { hostedZones, zoneKey } from '../route53/hosted-zones.ts'
import { newId as newZoneId } from '../route53/identifiers.ts'
import { putRecord, recordCount, removeRecordsOf } from '../route53/record-sets.ts'
import { refuseConflict, requireVpc } from '../route53/zone-vpcs.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { inUse, invalid, invalidToken, noSuchNamespace, tagRefusals } from './errors.ts'
import { beginOperation, newId } from './operations.ts'

export interface NamespaceSide {
  readonly tags: readonly Tag[]
}

export type Namespace = Held<Servicediscovery.Namespace, NamespaceSide>

export const namespaces = family<Servicediscovery.Namespace, NamespaceSide>({
  service: 'servicediscovery',
  resource: 'namespace',
  id: 'Id',
  prefix: 'ns',
  missing: noSuchNamespace,
  tags: { side: 'tags' },
  indexes: { name: (held) => `${scopeKey(held)}/${held.record.Name}` },
  arn: ({ record }) => record.Arn ?? '',
  inUse: (id) => inUse(`The namespace ${id} has services and cannot be deleted.`),
  view: ({ record }, ctx) => ({
    ...record,
    ServiceCount:
      ctx.families.all
        .find(({ name }) => name === 'servicediscovery:service')
        ?.count(ctx, 'namespace', record.Id ?? '') ?? 0,
  }),
})

/** By id, or by ARN as newer callers may have it. */
export const requireNamespace = (ctx: Context, id: string): Namespace =>
  namespaces.require(ctx, id.slice(id.lastIndexOf('/') + 1))

/** Route 53 is at home in one Region. */
const inRoute53 = (ctx: Context): Context => ({ ...ctx, region: 'us-east-1' })

/** A hosted zone of the account's that Cloud Map looks after. */
function openZone(ctx: Context, id: string, name: string, vpcId: string | undefined): string {
  const there = inRoute53(ctx)
  const Id = zoneKey(newZoneId(ctx.store, 'Z'))
  const vpc = vpcId === undefined ? undefined : { VPCRegion: ctx.region as never, VPCId: vpcId }
  const nameServers = vpc ? privateNameServers : rollNameServers(ctx.store)
  hostedZones.create(
    there,
    {
      Id,
      Name: name,
      CallerReference: id,
      Config: { Comment: `Created by Cloud Map namespace with ID: ${id}`, PrivateZone: vpc !== undefined },
      LinkedService: { ServicePrincipal: 'servicediscovery.amazonaws.com', Description: id },
    },
    { vpcs: vpc ? [vpc] : [], authorized: [], nameServers, delegationSet: undefined, tags: [] },
  )
  for (const record of initialRecords(name, nameServers)) putRecord(ctx, Id, record)
  return Id.slice('/hostedzone/'.length)
}

/** Route 53's own refusal of a second zone of the name in the VPC, if it has one. */
function conflictIn(ctx: Context, vpcId: string, name: string): AwsError | undefined {
  try {
    const { vpc } = requireVpc(inRoute53(ctx), { VPCId: vpcId, VPCRegion: ctx.region as never })
    refuseConflict(inRoute53(ctx), vpc, name)
  } catch (thrown) {
    if (thrown instanceof AwsError) return thrown
    throw thrown
  }
  return undefined
}

interface Wanted {
  readonly Name: string
  readonly CreatorRequestId?: string | undefined
  readonly Description?: string | undefined
  readonly Tags?: readonly Tag[] | undefined
}

function createNamespace(
  ctx: Context,
  input: Wanted,
  Type: Servicediscovery.NamespaceType,
  place: { readonly vpc?: string; readonly ttl?: number | undefined } = {},
): { OperationId: string } {
  const { Name, CreatorRequestId = newId(ctx, 'request'), Description } = input
  const known = namespaces.by(ctx, 'name', `${scopeKey(ctx)}/${Name}`)
  if (known.some(({ record }) => record.Type === Type)) {
    throw new AwsError('NamespaceAlreadyExists', `Namespace ${Name} already exists.`, 400, {
      CreatorRequestId,
    })
  }
  const domain = Type === 'HTTP' ? undefined : readName(Name)
  if (domain?.problem !== undefined) throw invalid(domain.problem)
  const Id = newId(ctx, 'ns')
  const refusal = place.vpc === undefined ? undefined : conflictIn(ctx, place.vpc, domain?.name ?? '')
  if (refusal) return { OperationId: beginOperation(ctx, 'CREATE_NAMESPACE', { NAMESPACE: Id }, refusal) }
  const HostedZoneId = domain && openZone(ctx, Id, domain.name, place.vpc)
  namespaces.create(
    ctx,
    {
      Id,
      Arn: `arn:aws:servicediscovery:${ctx.region}:${ctx.account}:namespace/${Id}`,
      ResourceOwner: ctx.account,
      Name,
      Type,
      ...(Description !== undefined && { Description }),
      Properties: {
        ...(HostedZoneId !== undefined && {
          DnsProperties: { HostedZoneId, SOA: { TTL: place.ttl ?? 15 } },
        }),
        HttpProperties: { HttpName: Name },
      },
      CreateDate: timestamp(ctx.now),
      CreatorRequestId,
    },
    { tags: tagsWith([], input.Tags, tagRefusals) },
  )
  return { OperationId: beginOperation(ctx, 'CREATE_NAMESPACE', { NAMESPACE: Id }) }
}

const atOnce = {
  simplified: 'What the operation is to do is done at once; only its status follows later.',
}

export const createHttpNamespace = operation(
  'servicediscovery',
  'CreateHttpNamespace',
  { fidelity: atOnce, source: 'Cloud Map API reference, CreateHttpNamespace' },
  (input, ctx) => createNamespace(ctx, input, 'HTTP'),
)

export const createPrivateDnsNamespace = operation(
  'servicediscovery',
  'CreatePrivateDnsNamespace',
  { fidelity: atOnce, source: 'Cloud Map API reference, CreatePrivateDnsNamespace' },
  (input, ctx) =>
    createNamespace(ctx, input, 'DNS_PRIVATE', {
      vpc: input.Vpc,
      ttl: input.Properties?.DnsProperties.SOA.TTL,
    }),
)

export const createPublicDnsNamespace = operation(
  'servicediscovery',
  'CreatePublicDnsNamespace',
  { fidelity: atOnce, source: 'Cloud Map API reference, CreatePublicDnsNamespace' },
  (input, ctx) => createNamespace(ctx, input, 'DNS_PUBLIC', { ttl: input.Properties?.DnsProperties.SOA.TTL }),
)

export const getNamespace = operation(
  'servicediscovery',
  'GetNamespace',
  { fidelity: 'exact', source: 'Cloud Map API reference, GetNamespace' },
  ({ Id }, ctx) => ({ Namespace: namespaces.print(ctx, requireNamespace(ctx, Id)) }),
)

export const listNamespaces = operation(
  'servicediscovery',
  'ListNamespaces',
  { fidelity: 'exact', source: 'Cloud Map API reference, ListNamespaces' },
  ({ Filters = [], MaxResults = 100, NextToken }, ctx) => {
    const found = namespaces
      .list(ctx)
      .map((held) => namespaces.print(ctx, held))
      .filter((one) => Filters.every((filter) => passes(one, filter)))
    const { items, next } = pageByToken(found, { size: MaxResults, token: NextToken }, invalidToken)
    return {
      Namespaces: items.map(({ CreatorRequestId: _, ...summary }) => summary),
      ...(next && { NextToken: next }),
    }
  },
)

function passes(
  { Type, Name, ResourceOwner, Properties }: Servicediscovery.Namespace,
  { Name: filter, Values, Condition = 'EQ' }: Servicediscovery.NamespaceFilter,
): boolean {
  const values = {
    TYPE: Type,
    NAME: Name,
    HTTP_NAME: Properties?.HttpProperties?.HttpName,
    RESOURCE_OWNER: ResourceOwner,
  }
  // SELF and OTHER_ACCOUNTS: nothing is shared here.
  if (filter === 'RESOURCE_OWNER') return Values.includes('SELF')
  const value = values[filter] ?? ''
  return Condition === 'BEGINS_WITH' ? Values.some((one) => value.startsWith(one)) : Values.includes(value)
}

export const deleteNamespace = operation(
  'servicediscovery',
  'DeleteNamespace',
  { fidelity: atOnce, source: 'Cloud Map API reference, DeleteNamespace' },
  ({ Id }, ctx) => {
    const namespace = requireNamespace(ctx, Id)
    const zone = hostedZones.get(ctx, zoneKey(namespace.record.Properties?.DnsProperties?.HostedZoneId ?? ''))
    // The two records that a zone comes with do not hinder; others were made by hand.
    if (zone && recordCount(ctx, hostedZones.idOf(zone)) > 2) {
      throw inUse('The hosted zone of the namespace has records that Cloud Map did not make.')
    }
    namespaces.delete(ctx, namespace)
    if (zone) {
      removeRecordsOf(ctx, hostedZones.idOf(zone))
      hostedZones.remove(ctx, zone)
    }
    return { OperationId: beginOperation(ctx, 'DELETE_NAMESPACE', { NAMESPACE: namespaces.idOf(namespace) }) }
  },
)
