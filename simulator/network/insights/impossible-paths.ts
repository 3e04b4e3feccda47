import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, formatAddress } from '../../kernel/address.ts'
import { kindOfAddress } from '../address-kinds.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import type { Wanted } from './candidates.ts'
import { aboutComponent, explanation } from './explanations.ts'
import type { Side } from './side.ts'

/** The ARN of the end that does not exist any more. */
export function missingEnd(
  fabric: Fabric,
  { Source = '', SourceArn, Destination, DestinationArn }: Ec2.NetworkInsightsPath,
) {
  const isGone = (id: string) => fabric.families.ofId(id)?.get(fabric, id) === undefined
  if (isGone(Source)) return SourceArn ?? Source
  return Destination !== undefined && isGone(Destination) ? (DestinationArn ?? Destination) : undefined
}

/** What makes a walk needless. Reachability Analyzer guide, explanation-codes, "Configuration" and "Search filter codes". */
export function impossibility(
  fabric: Fabric,
  { Source = '', Destination }: Ec2.NetworkInsightsPath,
  wanted: Wanted,
  from: Side,
  to: Side,
): Ec2.Explanation | undefined {
  if (from.isSilent) return explanation(fabric, 'VPCE_INTRA_VPC_TRAFFIC', [Source, ...from.vpcs])
  const isPrivate = (address: Address | undefined) =>
    address !== undefined && kindOfAddress(address) === 'private'
  const expectsPublic =
    (from.isPublic && (isPrivate(wanted.source) || isPrivate(wanted.destination))) ||
    (to.isPublic && isPrivate(wanted.destination))
  if (expectsPublic) {
    return explanation(fabric, 'IGW_EXPECTS_PUBLIC_ADDRESS', [from.isPublic ? Source : (Destination ?? '')])
  }
  if (!isAssociated(from)) return unassociated(fabric, Source)
  if (Destination !== undefined && !isAssociated(to)) return unassociated(fabric, Destination)
  const ids = from.interfaces.flatMap((eni) => [...addressesOf(eni)])
  const checks = from.interfaces.every(({ record }) => record.SourceDestCheck !== false)
  if (wanted.source !== undefined && ids.length && checks && !ids.includes(wanted.source)) {
    return aboutComponent(fabric, 'FILTER_AT_SOURCE_SOURCE_ADDRESS', Source, [formatAddress(wanted.source)])
  }
  if (from.isPublic && to.interfaces.length && !to.addresses(from).length) {
    const [eni] = to.interfaces
    const about = [Source, eni?.record.NetworkInterfaceId ?? '', eni?.record.VpcId ?? '']
    return explanation(fabric, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', about, { Direction: 'ingress' })
  }
  return undefined
}

/** Transit gateways and their attachments need not have anything to do with a VPC. */
const isAssociated = ({ id, vpcs }: Side): boolean => vpcs.length > 0 || id.startsWith('tgw-')

const unassociated = (fabric: Fabric, id: string): Ec2.Explanation =>
  aboutComponent(fabric, 'UNASSOCIATED_COMPONENT', id)
