import { instances } from '../../services/ec2/instances.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { recordSets } from '../../services/route53/record-sets.ts'
import type { Machine } from '../machine.ts'
import { addressFor } from './address-for.ts'
import { hostnameOf } from './hostnames.ts'

// Names and addresses that somebody may want to type as a host, for completion.

/** Kinds of records that lead to a machine. */
const leading = ['A', 'AAAA', 'CNAME', 'SRV', 'TXT']

export function knownNames(machine: Machine): readonly string[] {
  const { fabric } = machine
  const { store } = fabric
  const machines = [
    ...instances
      .everyone(fabric)
      .map(({ record }) => ({ kind: 'instance' as const, id: record.InstanceId ?? '' })),
    ...store.all(siteHosts).map(({ Name }) => ({ kind: 'site-host' as const, id: Name })),
  ]
  const addresses = machines.flatMap((host) =>
    host.id === machine.id ? [] : (addressFor(machine, host) ?? []),
  )
  const names = [
    'localhost',
    ...machines.flatMap((host) => (host.kind === 'instance' ? hostnameOf(fabric, host) : [])),
    ...instances.everyone(fabric).map(({ record }) => record.PublicDnsName),
    ...vpcEndpoints
      .everyone(fabric)
      .flatMap(({ record }) => (record.DnsEntries ?? []).map(({ DnsName }) => DnsName)),
    ...loadBalancers.everyone(fabric).map(({ record }) => record.DNSName),
    ...store
      .all(recordSets)
      .flatMap(({ record }) => (leading.includes(record.Type ?? '') ? record.Name : [])),
  ]
  return [...new Set([...names, ...addresses])].flatMap((name) =>
    name ? name.replace(/\.$/, '').replace('\\052', '*') : [],
  )
}
