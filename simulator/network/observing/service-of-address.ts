import { type Address, formatAddress } from '../../kernel/address.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { kindOfAddress } from '../address-kinds.ts'
import type { Fabric } from '../fabric.ts'
import { serviceAt } from '../service-addresses.ts'

const named: Readonly<Record<string, string>> = {
  s3: 'S3',
  dynamodb: 'DYNAMODB',
  'execute-api': 'API_GATEWAY',
}

/** VPC user guide, flow-log-records, pkt-src-aws-service: whose range a public address is of. */
export function serviceOfAddress(fabric: Fabric, address: Address): string | undefined {
  if (kindOfAddress(address) !== 'global') return undefined
  const service = serviceAt(address)
  if (service) return named[service.name] ?? 'AMAZON'
  const isInstances = networkInterfaces.by(fabric, 'public-address', formatAddress(address)).length > 0
  return isInstances ? 'EC2' : undefined
}
