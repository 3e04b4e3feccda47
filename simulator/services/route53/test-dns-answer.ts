import { operation } from '../operation.ts'
import { answerFrom } from './answers.ts'
import { isWithin, readName } from './domain-names.ts'
import { invalidInput } from './errors.ts'
import { delegationSetOf, hostedZones, isPrivate, requireZone } from './hosted-zones.ts'

export const testDnsAnswer = operation(
  'route53',
  'TestDNSAnswer',
  {
    fidelity: {
      simplified:
        'Nobody knows where an address is: latency and geoproximity answer as for a client in N. Virginia, geolocation with the default record. An alias to an AWS service is answered without addresses.',
    },
    source: 'Route 53 API reference, TestDNSAnswer',
  },
  (input, ctx) => {
    const zone = requireZone(ctx, input.HostedZoneId)
    // The same page: "This call only supports querying public hosted zones."
    if (isPrivate(zone)) throw invalidInput('The specified hosted zone is a private hosted zone.')
    const { name, problem } = readName(input.RecordName)
    if (problem !== undefined) throw invalidInput(problem)
    const zoneName = zone.record.Name ?? ''
    if (!isWithin(name, zoneName)) {
      throw invalidInput(`The record name ${name} does not lie within the hosted zone ${zoneName}`)
    }
    const address = askerOf(input)
    const answer = answerFrom(ctx, hostedZones.idOf(zone), zoneName, name, input.RecordType, { address })
    const records = answer.code === 'NOERROR' ? answer.records : []
    return {
      Nameserver: delegationSetOf(ctx, zone).NameServers?.[0] ?? '',
      RecordName: name,
      RecordType: input.RecordType,
      RecordData: records.flatMap((record) => (record.ResourceRecords ?? []).map(({ Value = '' }) => Value)),
      ResponseCode: answer.code,
      Protocol: 'UDP',
    }
  },
)

interface Asked {
  readonly ResolverIP?: string | undefined
  readonly EDNS0ClientSubnetIP?: string | undefined
  readonly EDNS0ClientSubnetMask?: string | undefined
}

/** Where the question seems to come from: the client's network, when it is given, tells more than the resolver. */
function askerOf({ ResolverIP, EDNS0ClientSubnetIP, EDNS0ClientSubnetMask }: Asked): string | undefined {
  if (EDNS0ClientSubnetMask !== undefined) {
    if (ResolverIP === undefined || EDNS0ClientSubnetIP === undefined) {
      throw invalidInput('A client subnet mask needs both a client subnet IP and a resolver IP.')
    }
    const mask = Number(EDNS0ClientSubnetMask)
    const most = EDNS0ClientSubnetIP.includes(':') ? 128 : 32
    if (!/^\d+$/.test(EDNS0ClientSubnetMask) || mask > most) {
      throw invalidInput(`Invalid subnet mask: ${EDNS0ClientSubnetMask}`)
    }
  }
  return EDNS0ClientSubnetIP ?? ResolverIP
}
