import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { madeWith, useReference } from './caller-references.ts'
import { submitChange } from './changes.ts'
import {
  delegationSetKey,
  delegationSets,
  initialRecords,
  privateNameServers,
  rollNameServers,
} from './delegation-sets.ts'
import { isWithin, labelsOf, readName } from './domain-names.ts'
import { bareId, invalidInput } from './errors.ts'
import { delegationSetOf, type HostedZone, hostedZones, requireZone, zoneKey } from './hosted-zones.ts'
import { newId } from './identifiers.ts'
import { putRecord, recordCount, removeRecordsOf } from './record-sets.ts'
import { refuseConflict, requireVpc, vpcNotAuthorized } from './zone-vpcs.ts'

type Request = Readonly<Route53.CreateHostedZoneRequest>

export const createHostedZone = operation(
  'route53',
  'CreateHostedZone',
  {
    fidelity: {
      simplified:
        'The answer for a private zone names its name servers, as the model wants it; AWS leaves them out.',
    },
    source: 'Route 53 API reference, CreateHostedZone',
  },
  (input, ctx) => {
    const { VPC, CallerReference } = input
    if (madeWith(ctx, 'hosted-zone', CallerReference) !== undefined) throw alreadyCreated()
    const name = requireZoneName(input)
    const vpc = VPC && requireOwnVpc(ctx, VPC, name)
    const delegationSet = requireDelegationSet(ctx, input)
    const nameServers = vpc ? privateNameServers : nameServersFor(ctx, name, delegationSet)
    const Id = zoneKey(newId(ctx.store, 'Z'))
    const Comment = input.HostedZoneConfig?.Comment
    const zone = hostedZones.create(
      ctx,
      {
        Id,
        Name: name,
        CallerReference,
        Config: { ...(Comment !== undefined && { Comment }), PrivateZone: vpc !== undefined },
      },
      { vpcs: vpc ? [vpc] : [], authorized: [], nameServers, delegationSet, tags: [] },
    )
    for (const record of initialRecords(name, nameServers)) putRecord(ctx, Id, record)
    useReference(ctx, 'hosted-zone', CallerReference, Id)
    return {
      HostedZone: hostedZones.print(ctx, zone),
      ChangeInfo: submitChange(ctx),
      DelegationSet: delegationSetOf(ctx, zone),
      ...(vpc && { VPC: vpc }),
      Location: `https://route53.amazonaws.com/2013-04-01${Id}`,
    }
  },
)

export const deleteHostedZone = operation(
  'route53',
  'DeleteHostedZone',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteHostedZone' },
  ({ Id }, ctx) => {
    const zone = requireZone(ctx, Id)
    refuseWithRecords(ctx, zone)
    removeRecordsOf(ctx, hostedZones.idOf(zone))
    hostedZones.delete(ctx, zone)
    return { ChangeInfo: submitChange(ctx) }
  },
)

// The two record sets that a zone comes with do not hinder, and they cannot be deleted otherwise.
function refuseWithRecords(ctx: Context, zone: HostedZone): void {
  if (recordCount(ctx, hostedZones.idOf(zone)) <= 2) return
  throw new AwsError(
    'HostedZoneNotEmpty',
    'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
  )
}

const alreadyCreated = () =>
  new AwsError(
    'HostedZoneAlreadyExists',
    'A hosted zone has already been created with the specified caller reference.',
    409,
  )

// Names under which AWS's own names for private use live; the text was seen for them.
const reservedDomains = ['amazonaws.com.', 'compute.internal.', 'ec2.internal.']

function requireZoneName({ Name, VPC, HostedZoneConfig }: Request): string {
  const { name, problem } = readName(Name)
  if (problem !== undefined) throw new AwsError('InvalidDomainName', problem)
  if (HostedZoneConfig?.PrivateZone === true && !VPC) {
    throw invalidInput(
      "When you're creating a private hosted zone (when you specify true for PrivateZone), you must also specify values for VPCId and VPCRegion.",
    )
  }
  // The page of CreateHostedZone: a public zone cannot be a top-level domain. A private one can.
  const isReserved = VPC
    ? reservedDomains.includes(name)
    : labelsOf(name).length < 2 || reservedDomains.some((domain) => isWithin(name, domain))
  if (isReserved || name === '.') throw reserved(name)
  return name
}

const reserved = (name: string) => new AwsError('InvalidDomainName', `${name} is reserved by AWS!`)

function requireOwnVpc(ctx: Context, asked: Route53.VPC, name: string): Route53.VPC {
  const { vpc, account } = requireVpc(ctx, asked)
  if (account !== ctx.account) throw vpcNotAuthorized(vpc)
  refuseConflict(ctx, vpc, name)
  return vpc
}

function requireDelegationSet(ctx: Context, { DelegationSetId, VPC }: Request): string | undefined {
  if (DelegationSetId === undefined) return undefined
  if (VPC) throw invalidInput('A reusable delegation set cannot be used for a private hosted zone.')
  return delegationSets.idOf(delegationSets.require(ctx, delegationSetKey(bareId(DelegationSetId))))
}

function nameServersFor(ctx: Context, name: string, delegationSet: string | undefined): readonly string[] {
  if (delegationSet === undefined) return rollNameServers(ctx.store)
  const servers = delegationSets.get(ctx, delegationSet)?.record.NameServers ?? []
  // One name server cannot answer for two zones of one name.
  if (servers.some((server) => hostedZones.count(ctx, 'server-name', `${server}/${name}`) > 0)) {
    throw new AwsError(
      'ConflictingDomainExists',
      'A conflicting domain is already associated with the given VPC or Delegation Set.',
    )
  }
  return servers
}
