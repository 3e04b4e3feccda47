import { operation } from '../operation.ts'
import { readName, sortKey } from './domain-names.ts'
import { bareId, invalidInput } from './errors.ts'
import { hostedZones, zoneKey } from './hosted-zones.ts'
import { pageFrom, pageSize } from './listing.ts'
import { comparePlaces, type Place, placeOf, recordsOf } from './record-sets.ts'

const mostAtOnce = 300

export const listResourceRecordSets = operation(
  'route53',
  'ListResourceRecordSets',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResourceRecordSets' },
  (input, ctx) => {
    const zone = hostedZones.require(ctx, zoneKey(bareId(input.HostedZoneId)))
    const size = pageSize(input.MaxItems, mostAtOnce)
    const from = startOf(input)
    const all = recordsOf(ctx, hostedZones.idOf(zone))
    const start = all.findIndex((record) => comparePlaces(placeOf(record), from) >= 0)
    const { items, next } = pageFrom(all, start < 0 ? all.length : start, size)
    return {
      ResourceRecordSets: items,
      IsTruncated: next !== undefined,
      ...(next && { NextRecordName: next.Name, NextRecordType: next.Type }),
      ...(next?.SetIdentifier !== undefined && { NextRecordIdentifier: next.SetIdentifier }),
      MaxItems: String(size),
    }
  },
)

interface Start {
  readonly StartRecordName?: string | undefined
  readonly StartRecordType?: string | undefined
  readonly StartRecordIdentifier?: string | undefined
}

function startOf({ StartRecordName, StartRecordType, StartRecordIdentifier }: Start): Place {
  if (StartRecordType !== undefined && StartRecordName === undefined) {
    throw invalidInput('A start record type must be specified together with a start record name.')
  }
  if (StartRecordIdentifier !== undefined && StartRecordType === undefined) {
    throw invalidInput('A start record identifier must be specified together with a name and a type.')
  }
  if (StartRecordName === undefined) return ['', '', '']
  const { name, problem } = readName(StartRecordName)
  if (problem !== undefined) throw invalidInput(problem)
  return [sortKey(name), StartRecordType ?? '', StartRecordIdentifier ?? '']
}
