import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { publicDnsName } from '../../services/ec2/public-addresses.ts'
import { dbClusters } from '../../services/rds/clusters.ts'
import { type DbInstance, dbInstances } from '../../services/rds/instances.ts'
import { type Lookup, rotate } from './lookup.ts'
import type { Named } from './named.ts'

// RDS user guide, USER_VPC.WorkingWithRDSInstanceinaVPC: a public database's name is another name for the one that
// leads to its public address from outside and to its private one inside the VPC.

/** RDS user guide, Concepts.RDS_Fea_Regions_DB-eng: records may be kept for a few seconds. */
const ttl = 5

export function databaseName(lookup: Lookup, host: string): Named | undefined {
  if (!host.endsWith('.rds.amazonaws.com')) return undefined
  const [instance] = dbInstances.by(lookup.fabric, 'host-name', host)
  if (instance) return nameInstance(lookup, instance)
  const [cluster] = dbClusters.by(lookup.fabric, 'host-name', host)
  if (!cluster) return undefined
  const members = dbInstances.by(lookup.fabric, 'cluster', cluster.record.DBClusterArn ?? '')
  const readers = members.length > 1 ? members.slice(1) : members
  const member = cluster.record.ReaderEndpoint === host ? rotate(readers, lookup, host)[0] : members[0]
  const alias = member?.record.Endpoint?.Address
  const evidence = [cluster.record.DBClusterArn ?? '']
  return { ...(alias !== undefined && { alias: `${alias}.` }), ttl, reason: 'database-name', evidence }
}

function nameInstance({ fabric }: Lookup, { record, side, region }: DbInstance): Named {
  const evidence = [record.DBInstanceArn ?? '']
  const eni = networkInterfaces.get(fabric, side.interface ?? '')?.record
  const publicIp = eni?.Association?.PublicIp
  if (publicIp !== undefined) {
    return { alias: `${publicDnsName(region, publicIp)}.`, ttl, reason: 'database-name', evidence }
  }
  const ipv6 = eni?.Ipv6Addresses?.flatMap((one) => one.Ipv6Address ?? []) ?? []
  return {
    ipv4: eni?.PrivateIpAddress === undefined ? [] : [eni.PrivateIpAddress],
    ipv6,
    ttl,
    reason: 'database-name',
    evidence,
  }
}
