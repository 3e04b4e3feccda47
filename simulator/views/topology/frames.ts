import { tableOfSubnet } from '../../network/compiled/routes.ts'
import type { Fabric } from '../../network/fabric.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { accounts } from '../../world/accounts.ts'
import { nameOf } from './names.ts'
import type { Frame, Part } from './parts.ts'

type HeldVpc = ReturnType<typeof vpcs.everyone>[number]
type HeldSubnet = ReturnType<typeof subnets.everyone>[number]

// Accounts, their Regions, VPCs, zones and subnets: each inside the one before.

export const accountFrame = (account: string) => `account/${account}`
export const regionFrame = (account: string, region: string) => `region/${account}/${region}`
const zoneFrame = (vpc: string, zone: string) => `zone/${vpc}/${zone}`

export function framesOf(fabric: Fabric): Part {
  const frames = new Map<string, Frame>()
  const add = (frame: Frame) => frames.set(frame.id, frames.get(frame.id) ?? frame)
  for (const vpc of shownVpcs(fabric)) {
    const { account, region, record } = vpc
    const { name } = fabric.store.get(accounts, account) ?? { name: account }
    // One that nobody has named goes by its number.
    const label = name.endsWith(account) ? account : name
    add({ id: accountFrame(account), kind: 'account', label, detail: account })
    add({
      id: regionFrame(account, region),
      kind: 'region',
      label: region,
      detail: '',
      parent: accountFrame(account),
    })
    const id = record.VpcId ?? ''
    add({
      id,
      kind: 'vpc',
      label: nameOf(id, record.Tags),
      detail: blocksOf(vpc).join(', '),
      parent: regionFrame(account, region),
    })
    for (const subnet of subnets.by(fabric, 'vpc', id)) {
      for (const frame of framesOfSubnet(fabric, id, subnet)) add(frame)
    }
  }
  return { frames: [...frames.values()] }
}

/** Every VPC, but for default ones that nobody has put anything into. */
export const shownVpcs = (fabric: Fabric): HeldVpc[] =>
  vpcs.everyone(fabric).filter(({ record: { IsDefault, VpcId = '' } }) => !IsDefault || isUsed(fabric, VpcId))

const isUsed = (fabric: Fabric, vpc: string): boolean =>
  networkInterfaces.count(fabric, 'vpc', vpc) > 0 || vpcEndpoints.count(fabric, 'vpc', vpc) > 0

const blocksOf = ({ record }: HeldVpc): readonly string[] => [
  ...(record.CidrBlockAssociationSet ?? []).flatMap(({ CidrBlock, CidrBlockState }) =>
    CidrBlock && CidrBlockState?.State === 'associated' ? [CidrBlock] : [],
  ),
  ...(record.Ipv6CidrBlockAssociationSet ?? []).flatMap(({ Ipv6CidrBlock, Ipv6CidrBlockState }) =>
    Ipv6CidrBlock && Ipv6CidrBlockState?.State === 'associated' ? [Ipv6CidrBlock] : [],
  ),
]

function framesOfSubnet(fabric: Fabric, vpc: string, { record }: HeldSubnet): Frame[] {
  const { SubnetId = '', AvailabilityZone = '', AvailabilityZoneId = '', CidrBlock = '', Tags } = record
  const zone = zoneFrame(vpc, AvailabilityZone)
  const table = tableOfSubnet(fabric, vpc, SubnetId)
  const isPublic = table?.record.Routes?.some(
    ({ GatewayId, DestinationCidrBlock: to, DestinationIpv6CidrBlock: to6 }) =>
      GatewayId?.startsWith('igw-') && (to === '0.0.0.0/0' || to6 === '::/0'),
  )
  return [
    { id: zone, kind: 'zone', label: AvailabilityZone, detail: AvailabilityZoneId, parent: vpc },
    {
      id: SubnetId,
      kind: 'subnet',
      label: nameOf(SubnetId, Tags),
      detail: CidrBlock,
      parent: zone,
      ...(isPublic && { isPublic }),
    },
  ]
}
