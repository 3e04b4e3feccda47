import { type Address, formatAddress, parseAddress } from '../../kernel/address.ts'
import { resourceConfigurations } from '../../services/vpc-lattice/resource-configurations.ts'
import { resourceGateways } from '../../services/vpc-lattice/resource-gateways.ts'
import { databaseOf } from '../databases.ts'
import type { Configuration } from '../lattice-resources.ts'
import type { ResourceGatewayNode } from '../positions.ts'
import { drop, pass, type Rule, type Step } from '../rule.ts'

export const resourceAddress: Rule<ResourceGatewayNode, Address> = {
  id: 'resource-address',
  question: 'Does the resource gateway know the address of the resource?',
  judge(step) {
    const { fabric, at } = step
    if (!at.through) return drop('resource-gateway-takes-no-calls', [at.eni.record.NetworkInterfaceId ?? ''])
    const { configuration: id } = at.through
    const configuration = resourceConfigurations.get(fabric, id)?.record
    const address = configuration && addressOf(step, configuration)
    if (address === undefined) return drop('resource-name-does-not-resolve', [id])
    return pass('resource-has-address', [id], { found: address, detail: { note: formatAddress(address) } })
  },
}

function addressOf(
  { fabric, at }: Step<ResourceGatewayNode>,
  { resourceGatewayId = '', resourceConfigurationDefinition: definition = {} }: Configuration,
): Address | undefined {
  const { ipResource, dnsResource, arnResource } = definition
  if (ipResource) return parseAddress(ipResource.ipAddress ?? '')
  if (arnResource) return databaseOf(fabric, arnResource.arn ?? '')?.address
  const name = dnsResource?.domainName?.replace(/\.$/, '').toLowerCase() ?? ''
  // VPC Lattice user guide, resource-gateway: names are looked up on the internet unless the gateway says IN_VPC.
  const isInVpc =
    resourceGateways.get(fabric, resourceGatewayId)?.record.resourceConfigDnsResolution === 'IN_VPC'
  return fabric.lookUp?.(fabric, name, isInVpc ? at.eni : undefined)[0]
}
