import type { Fabric } from '../../network/fabric.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { hostedZones } from '../../services/route53/hosted-zones.ts'
import { recordsOf } from '../../services/route53/record-sets.ts'
import { cardsOf } from '../../shell/hosts/cards.ts'
import { listHosts } from '../../shell/hosts/find-host.ts'
import { nameOf } from '../topology/names.ts'

// What people may want to send something from or to, or look up: machines, endpoints, load balancers, names.

export interface Ends {
  /** Things by the names that `lab trace` takes, with what tells them apart. */
  readonly things: readonly End[]
  /** DNS names. */
  readonly names: readonly string[]
}

export interface End {
  readonly id: string
  /** What it is asked by: its name, where nothing else has it. */
  readonly value: string
  readonly about: string
  /** Whether anything sets out from it. */
  readonly sends: boolean
}

const mostNames = 200

export function endsOf(fabric: Fabric): Ends {
  const hosts = listHosts(fabric).filter(({ kind }) => kind !== 'workstation')
  const times = new Map<string, number>()
  for (const { name } of hosts) times.set(name, (times.get(name) ?? 0) + 1)
  const machines = hosts.map((host): End => {
    const { id, name } = host
    const [address] = cardsOf(fabric, host).flatMap(({ addresses }) => addresses)
    return { id, value: times.get(name) === 1 ? name : id, about: address?.address ?? '', sends: true }
  })
  const endpoints = vpcEndpoints
    .everyone(fabric)
    .filter(({ record }) => record.NetworkInterfaceIds?.length)
    .map(
      ({ record }): End => ({
        id: record.VpcEndpointId ?? '',
        value: record.VpcEndpointId ?? '',
        about: nameOf(undefined, record.Tags) || (record.ServiceName ?? ''),
        sends: false,
      }),
    )
  const balancers = loadBalancers.everyone(fabric).map(
    ({ record }): End => ({
      id: record.LoadBalancerArn ?? '',
      value: record.LoadBalancerName ?? '',
      about: record.Type ?? '',
      sends: false,
    }),
  )
  const internet: End = { id: 'internet', value: 'internet', about: '', sends: true }
  return { things: [...machines, ...endpoints, ...balancers, internet], names: namesIn(fabric) }
}

function namesIn(fabric: Fabric): readonly string[] {
  const ofEndpoints = vpcEndpoints
    .everyone(fabric)
    .flatMap(({ record }) => record.DnsEntries?.map(({ DnsName = '' }) => DnsName) ?? [])
  const ofBalancers = loadBalancers.everyone(fabric).map(({ record }) => record.DNSName ?? '')
  const inZones = hostedZones
    .everyone(fabric)
    .flatMap(({ record }) => recordsOf(fabric, record.Id ?? ''))
    .filter(({ Type }) => Type === 'A' || Type === 'AAAA' || Type === 'CNAME')
    .map(({ Name = '' }) => Name.replace(/\.$/, ''))
  const regions = new Set(vpcs.everyone(fabric).map(({ region }) => region))
  const ofAws = [...regions].flatMap((region) =>
    ['s3', 'sqs', 'dynamodb'].map((service) => `${service}.${region}.amazonaws.com`),
  )
  const all = [...inZones, ...ofBalancers, ...ofEndpoints, ...ofAws].filter(
    (name) => name && !name.startsWith('*'),
  )
  return [...new Set(all)].slice(0, mostNames)
}
