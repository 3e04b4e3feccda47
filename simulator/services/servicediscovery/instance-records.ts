import type { Route53, Servicediscovery } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { zoneKey } from '../route53/hosted-zones.ts'
import { putRecord, type RecordSet, recordsAt, removeRecord } from '../route53/record-sets.ts'
import { invalid } from './errors.ts'
import { namespaces } from './namespaces.ts'
import type { CloudMapService } from './services.ts'

// Cloud Map API reference, RegisterInstance: which records Route 53 gets for an instance, and from which attributes.

type Attributes = Readonly<Record<string, string>>

const attributeFor: Readonly<Record<Servicediscovery.RecordType, string>> = {
  A: 'AWS_INSTANCE_IPV4',
  AAAA: 'AWS_INSTANCE_IPV6',
  CNAME: 'AWS_INSTANCE_CNAME',
  SRV: 'AWS_INSTANCE_PORT',
}

interface Wanted {
  readonly zone: string
  readonly records: readonly RecordSet[]
}

export function recordsFor(
  ctx: Context,
  { record: service }: CloudMapService,
  instanceId: string,
  attributes: Attributes,
): Wanted | undefined {
  const namespace = namespaces.get(ctx, service.NamespaceId ?? '')?.record
  const zoneId = namespace?.Properties?.DnsProperties?.HostedZoneId
  if (!service.DnsConfig || zoneId === undefined) return undefined
  const domain = `${namespace?.Name}.`.toLowerCase()
  const name = `${service.Name}.${domain}`.toLowerCase()
  const ownName = `${instanceId}.${name}`.toLowerCase()
  const isWeighted = service.DnsConfig.RoutingPolicy === 'WEIGHTED'
  const routing = isWeighted ? { Weight: 1 } : { MultiValueAnswer: true }
  const types = (service.DnsConfig.DnsRecords ?? []).map(({ Type }) => Type)
  const records: RecordSet[] = []
  const add = (Name: string, Type: string, TTL: number, Value: string, shared: boolean) =>
    records.push({
      Name,
      Type: Type as Route53.RRType,
      ...(shared && { SetIdentifier: instanceId, ...routing }),
      TTL,
      ResourceRecords: [{ Value }],
    })
  for (const { Type = 'A', TTL = 60 } of service.DnsConfig.DnsRecords ?? []) {
    const value = attributes[attributeFor[Type]]
    if (value === undefined)
      throw invalid(`${attributeFor[Type]} must be specified for a record of type ${Type}.`)
    if (Type !== 'SRV') {
      add(name, Type, TTL, value, true)
      continue
    }
    add(name, 'SRV', TTL, `1 1 ${value} ${ownName}`, true)
    // An SRV record names a host, so the instance gets a name of its own.
    const { AWS_INSTANCE_IPV4: ipv4, AWS_INSTANCE_IPV6: ipv6 } = attributes
    if (ipv4 !== undefined && !types.includes('A')) add(ownName, 'A', TTL, ipv4, false)
    if (ipv6 !== undefined && !types.includes('AAAA')) add(ownName, 'AAAA', TTL, ipv6, false)
    if (ipv4 !== undefined && types.includes('A')) add(ownName, 'A', TTL, ipv4, false)
  }
  return { zone: zoneKey(zoneId), records }
}

export function putRecordsOf(ctx: Context, wanted: Wanted | undefined): void {
  for (const record of wanted?.records ?? []) putRecord(ctx, wanted!.zone, record)
}

export function removeRecordsOf(ctx: Context, wanted: Wanted | undefined): void {
  for (const record of wanted?.records ?? []) {
    const { Name = '', Type, SetIdentifier } = record
    const isThere = recordsAt(ctx, wanted!.zone, Name).some(
      (one) => one.Type === Type && one.SetIdentifier === SetIdentifier,
    )
    if (isThere) removeRecord(ctx, wanted!.zone, record)
  }
}
