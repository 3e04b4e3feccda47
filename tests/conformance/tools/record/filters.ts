import type { Entry, MachineThere, Network, Rule } from './network.ts'

// Security groups and network ACLs as rules of iptables on the router.

export function filterRules(network: Network): string {
  const machines = [...network.machines.values()]
  return [
    '*mangle',
    // Nobody sees the router of a VPC count packets down.
    '-A PREROUTING -j TTL --ttl-inc 1',
    ...aclRules(network),
    'COMMIT',
    '*filter',
    ...machines.flatMap(({ device }) => [`:in-${device} - [0:0]`, `:out-${device} - [0:0]`]),
    ...(network.hasResolver ? [] : ['-A INPUT -d 10.0.0.2 -j DROP']),
    '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    ...machines.flatMap(({ device }) => [
      `-A FORWARD -i ${device} -j out-${device}`,
      `-A FORWARD -o ${device} -j in-${device}`,
    ]),
    ...machines.flatMap((machine) => groupRules(network, machine)),
    'COMMIT',
    '',
  ].join('\n')
}

function groupRules(network: Network, { device, groups }: MachineThere): string[] {
  const rules = groups.flatMap((group) => network.groups.get(group) ?? [])
  const lines = (isIn: boolean) => {
    const chain = `${isIn ? 'in' : 'out'}-${device}`
    const admitted = rules
      .filter((rule) => rule.isIn === isIn)
      .flatMap((rule) =>
        peers(network, rule.peer).map((peer) => `-A ${chain} ${matching(rule, peer)} -j RETURN`),
      )
    return [...admitted, `-A ${chain} -j DROP`]
  }
  return [...lines(true), ...lines(false)]
}

/** A group stands for the machines that have it. */
function peers({ machines }: Network, peer: string): string[] {
  if (peer.includes('/')) return [peer]
  return [...machines.values()]
    .filter(({ groups }) => groups.includes(peer))
    .map(({ address }) => `${address}/32`)
}

function aclRules({ acls, subnets }: Network): string[] {
  return [...acls.entries()].flatMap(([name, acl]) => {
    const chain = (isIn: boolean) => `${isIn ? 'in' : 'out'}-${name}`
    const lines = (isIn: boolean) => [
      `:${chain(isIn)} - [0:0]`,
      ...acl.entries
        .filter((entry) => entry.isIn === isIn)
        .sort((a, b) => a.number - b.number)
        .map(
          (entry: Entry) =>
            `-A ${chain(isIn)} ${matching(entry, entry.peer)} -j ${entry.isAllowed ? 'RETURN' : 'DROP'}`,
        ),
      `-A ${chain(isIn)} -j DROP`,
    ]
    const crossing = acl.subnets.flatMap((subnet) => {
      const { cidr = '' } = subnets.get(subnet) ?? {}
      return [
        `-A FORWARD -s ${cidr} ! -d ${cidr} -j ${chain(false)}`,
        `-A FORWARD ! -s ${cidr} -d ${cidr} -j ${chain(true)}`,
      ]
    })
    return [...lines(true), ...lines(false), ...crossing]
  })
}

function matching({ isIn, protocol, ports }: Rule, peer: string): string {
  const who = `${isIn ? '-s' : '-d'} ${peer}`
  if (protocol === 'all') return who
  if (protocol === 'icmp')
    return `${who} -p icmp${ports === 'any' ? '' : ` --icmp-type ${ports?.split('.')[0]}`}`
  return `${who} -p ${protocol}${ports === 'any' ? '' : ` --dport ${ports?.replace('-', ':')}`}`
}
