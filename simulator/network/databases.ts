import { type Address, parseAddress } from '../kernel/address.ts'
import { networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { dbClusters } from '../services/rds/clusters.ts'
import { dbInstances } from '../services/rds/instances.ts'
import type { Fabric } from './fabric.ts'

export interface Database {
  readonly port: number | undefined
  readonly address: Address | undefined
}

/** A database instance, or the one of a cluster that writes: its oldest. */
export function databaseOf(fabric: Fabric, arn: string): Database | undefined {
  const instance =
    dbInstances.get(fabric, arn) ?? (dbClusters.get(fabric, arn) && dbInstances.by(fabric, 'cluster', arn)[0])
  if (!instance) return undefined
  const text = networkInterfaces.get(fabric, instance.side.interface)?.record.PrivateIpAddress
  return {
    port: instance.record.Endpoint?.Port,
    address: text === undefined ? undefined : parseAddress(text),
  }
}
