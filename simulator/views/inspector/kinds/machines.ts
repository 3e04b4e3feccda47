import type { Asking } from '../asking.ts'
import { groupChapters } from '../groups.ts'
import type { Looks } from '../seen.ts'
import { edgeOfSubnet } from './network.ts'

// Machines and their network interfaces, and the addresses that they have on the internet.

/** What a packet of an interface meets: its groups, and the edge of its subnet. */
async function guards(asking: Asking, groups: readonly string[], subnet = '', vpc = '') {
  const edge = await edgeOfSubnet(asking, subnet, vpc)
  return { ...edge, chapters: [...(await groupChapters(asking, groups)), ...edge.chapters] }
}

const idsOf = (groups: readonly { readonly GroupId?: string }[] = []): string[] =>
  groups.flatMap(({ GroupId }) => GroupId ?? [])

export const machineLooks: Looks = {
  async 'ec2:instance'(asking) {
    const { id, ask } = asking
    const { Reservations } = await ask('ec2', 'DescribeInstances', { InstanceIds: [id] })
    const record = Reservations?.[0]?.Instances?.[0]
    const groups = (record?.NetworkInterfaces ?? []).flatMap(({ Groups }) => idsOf(Groups))
    const seen = await guards(
      asking,
      groups.length ? groups : idsOf(record?.SecurityGroups),
      record?.SubnetId,
      record?.VpcId,
    )
    return { record, state: record?.State?.Name, ...seen }
  },

  async 'ec2:network-interface'(asking) {
    const { id, ask } = asking
    const { NetworkInterfaces } = await ask('ec2', 'DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] })
    const record = NetworkInterfaces?.[0]
    return { record, ...(await guards(asking, idsOf(record?.Groups), record?.SubnetId, record?.VpcId)) }
  },

  async 'ec2:elastic-ip'({ id, ask }) {
    const { Addresses } = await ask('ec2', 'DescribeAddresses', { AllocationIds: [id] })
    const record = Addresses?.[0]
    return {
      record,
      troubles:
        record && !record.AssociationId
          ? ['It is associated with nothing, and costs the same all the while.']
          : [],
    }
  },
}
