import { blockModeOf, exclusionOf } from '../../services/ec2/block-public-access.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { interfaceAt } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import { occupantOf } from '../occupants.ts'
import type {
  EgressOnlyGatewayIn,
  EgressOnlyGatewayOut,
  InternetGatewayIn,
  InternetGatewayOut,
} from '../positions.ts'
import { drop, pass, type Rule, type Step } from '../rule.ts'

// VPC user guide, security-vpc-bpa and its advanced example: "block-bidirectional" stops all traffic of internet and
// egress-only internet gateways. "block-ingress" lets only that of NAT gateways and egress-only internet gateways pass,
// because these open connections outwards alone; so a host with a public address cannot even begin one.

const isNatGateway = (fabric: Fabric, vpc: string, address: number | bigint): boolean => {
  const eni = interfaceAt(fabric, vpc, address)
  return eni !== undefined && occupantOf(eni).kind === 'nat-gateway'
}

interface Crossing {
  readonly vpc: string
  readonly subnet: string | undefined
  /** It can only belong to a connection that was opened outwards. */
  readonly isOutwards: () => boolean
}

const rule = <At>(crossing: (step: Step<At>) => Crossing): Rule<At> => ({
  id: 'block-public-access',
  question: 'Does VPC Block Public Access leave the way to the internet open?',
  judge(step) {
    const { fabric } = step
    const { vpc, subnet, isOutwards } = crossing(step)
    const home = vpcs.get(fabric, vpc)
    const mode = home ? blockModeOf(fabric, home, vpc, subnet) : 'off'
    if (mode === 'off') return pass('public-access-is-open')
    if (mode === 'block-ingress' && isOutwards()) return pass('public-access-is-outwards')
    const exclusion = (subnet && exclusionOf(fabric, subnet)) || exclusionOf(fabric, vpc)
    const id = exclusion?.record.ExclusionId
    return drop('public-access-is-blocked', [vpc, ...(subnet ? [subnet] : []), ...(id ? [id] : [])], {
      note: `The mode is ${mode}.`,
    })
  },
})

export const publicAccessOut = rule<InternetGatewayOut>(({ fabric, packet, at }) => ({
  vpc: at.vpc,
  subnet: at.subnet?.record.SubnetId,
  isOutwards: () => isNatGateway(fabric, at.vpc, packet.source),
}))

export const publicAccessIn = rule<InternetGatewayIn>(({ fabric, packet, at, flow }) => {
  const eni = at.eni ?? interfaceAt(fabric, at.vpc, packet.destination)
  return {
    vpc: at.vpc,
    subnet: eni?.record.SubnetId,
    isOutwards: () =>
      flow.direction === 'reply' && eni !== undefined && occupantOf(eni).kind === 'nat-gateway',
  }
})

export const egressOnlyAccessOut = rule<EgressOnlyGatewayOut>(({ at }) => ({
  vpc: at.vpc,
  subnet: at.subnet?.record.SubnetId,
  isOutwards: () => true,
}))

export const egressOnlyAccessIn = rule<EgressOnlyGatewayIn>(({ fabric, packet, at }) => ({
  vpc: at.vpc,
  subnet: interfaceAt(fabric, at.vpc, packet.destination)?.record.SubnetId,
  isOutwards: () => true,
}))
