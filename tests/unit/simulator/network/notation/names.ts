import { formatAddress, parseAddress } from '../../../../../simulator/kernel/address.ts'
import { resolve } from '../../../../../simulator/network/dns/resolve.ts'
import { reverseNameOf } from '../../../../../simulator/network/dns/reverse-names.ts'
import { networkInterfaces } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { publicDnsName } from '../../../../../simulator/services/ec2/public-addresses.ts'
import { dbInstances } from '../../../../../simulator/services/rds/instances.ts'
import type { World } from './world.ts'

/**
 * DNS names by the things that have them: `{api-ep}` is the Regional name of an endpoint, `{api-lb}` that of a load
 * balancer, `{db-1}` a database's; `{public-name web-1}`, `{resource-name web-1}`, `{reverse web-1}` are a host's, `{public_web-1}` its address;
 * `{server of shop}` is a name server of a zone; `{association ep}` is a name of a resource endpoint, `{address db-1}` is
 * where a database is, and `{nat64 NAME}` stands for the NAT64 addresses of a name's public ones.
 */
export const namesOf = (world: World, text: string): string =>
  text.replace(/\{([^}]+)\}/g, (_, words: string) => nameFor(world, words.split(/[ _]/)))

function nameFor(world: World, words: readonly string[]): string {
  const [first = '', second = '', third = ''] = words
  if (words.length === 1) return world.known.get(`name of ${first}`) ?? world.id(first)
  const servers = world.known.get(`servers of ${third}`)?.split(',') ?? []
  if (first === 'servers') return servers.map((one) => `${one}.`).join(', ')
  if (first === 'server') return servers[0] ?? ''
  if (first === 'resource-name') return `${world.id(`${second}:instance`)}.ec2.internal`
  if (first === 'id') return world.id(second)
  if (first === 'label') return world.known.get(`name of ${second}`)?.split('.')[0] ?? ''
  if (first === 'address') return databaseAddress(world, second)
  if (first === 'association') return associationOf(world, second)
  if (first === 'nat64') return nat64Of(world, second)
  const eni = networkInterfaces.get(world.fabric, world.id(second))
  const address = eni?.record.Association?.PublicIp ?? ''
  if (first === 'public') return address
  if (first === 'public-name') return publicDnsName(eni?.region ?? '', address)
  return reverseNameOf(parseAddress(address) ?? 0)
}

function databaseAddress(world: World, name: string): string {
  const [held] = dbInstances.by(world.fabric, 'host-name', world.known.get(`name of ${name}`) ?? '')
  return networkInterfaces.get(world.fabric, held?.side.interface ?? '')?.record.PrivateIpAddress ?? ''
}

function associationOf(world: World, endpoint: string): string {
  const { VpcEndpointAssociations } = world.ask(
    'DescribeVpcEndpointAssociations',
    { VpcEndpointIds: [world.id(endpoint)] },
    world.where,
  )
  return VpcEndpointAssociations?.[0]?.DnsEntry?.DnsName ?? ''
}

function nat64Of(world: World, name: string): string {
  const answer = resolve(world.fabric, { kind: 'internet' }, { name })
  const addresses = (answer?.records ?? []).map(({ value }) => parseAddress(value) as number)
  return addresses.map((one) => formatAddress((parseAddress('64:ff9b::') as bigint) + BigInt(one))).join(', ')
}
