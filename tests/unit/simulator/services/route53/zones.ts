import { contract } from '../../../../../simulator/api/contract.ts'
import type { Route53 } from '../../../../../simulator/api/generated/types.d.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

// A cloud with hosted zones to test Route 53 with.

await contract.need('route53')

type RecordSet = Route53.ResourceRecordSet

export interface Zones extends TestCloud {
  /** Makes a public zone, or a private one in a VPC; gives its id without `/hostedzone/`. */
  zone(name: string, vpc?: string, where?: Where): string
  /** Changes record sets; each is `[action, record set]`. */
  change(zone: string, ...changes: readonly Change[]): Route53.ChangeInfo
  /** The refusal of such a change. */
  refusedChange(zone: string, ...changes: readonly Change[]): string
  /** The zone's record sets beyond the two that it came with: `www.example.com. A 192.0.2.1`. */
  records(zone: string): string[]
  vpc(where?: Where): string
}

type Change = readonly [action: Route53.ChangeAction, record: RecordSet]

interface Where {
  readonly account?: string
  readonly region?: string
}

export function zones(seed?: string): Zones {
  const cloud = testCloud(seed)
  const { ask, call, refusedBy } = cloud
  let made = 0
  const batch = (HostedZoneId: string, changes: readonly Change[]) => ({
    HostedZoneId,
    ChangeBatch: { Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })) },
  })
  return {
    ...cloud,
    zone(Name, vpc, where) {
      const VPC = vpc === undefined ? undefined : { VPCId: vpc, VPCRegion: 'us-east-1' as const }
      const input = { Name, CallerReference: `reference-${made++}`, ...(VPC && { VPC }) }
      return call('route53', 'CreateHostedZone', input, where).HostedZone!.Id!.replace('/hostedzone/', '')
    },
    change: (zone, ...changes) =>
      call('route53', 'ChangeResourceRecordSets', batch(zone, changes)).ChangeInfo!,
    refusedChange: (zone, ...changes) =>
      refusedBy('route53', 'ChangeResourceRecordSets', batch(zone, changes)),
    records: (HostedZoneId) =>
      call('route53', 'ListResourceRecordSets', { HostedZoneId })
        .ResourceRecordSets!.filter(({ Type, TTL }) => Type !== 'SOA' && TTL !== 172800)
        .map(textOf),
    vpc: (where) => ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, where).Vpc!.VpcId!,
  }
}

function textOf({ Name, Type, SetIdentifier, ResourceRecords, AliasTarget }: RecordSet): string {
  const values = ResourceRecords?.map(({ Value }) => Value).join(',') ?? `alias ${AliasTarget!.DNSName}`
  return [Name, Type, ...(SetIdentifier === undefined ? [] : [SetIdentifier]), values].join(' ')
}

/** A record set from text: `www.example.com A 192.0.2.1,192.0.2.2`. */
export function simple(text: string): RecordSet {
  const [Name = '', Type = '', ...rest] = text.split(' ')
  return {
    Name,
    Type: Type as Route53.RRType,
    TTL: 60,
    ResourceRecords: rest
      .join(' ')
      .split(',')
      .map((Value) => ({ Value })),
  }
}
