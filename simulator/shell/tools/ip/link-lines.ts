import type { Count, Link, LinkAddress } from './links.ts'
import type { Show } from './show.ts'

// Interfaces and their addresses as `ip` prints them.

const flagsOf = ({ isLoopback }: Link): readonly string[] =>
  isLoopback ? ['LOOPBACK', 'UP', 'LOWER_UP'] : ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP']

const stateOf = ({ isLoopback }: Link): string => (isLoopback ? 'UNKNOWN' : 'UP')

/** Network drivers of Nitro have several queues. */
const disciplineOf = ({ isLoopback }: Link): string => (isLoopback ? 'noqueue' : 'mq')

function headOf(link: Link, isLink: boolean): string {
  const mode = isLink ? ' mode DEFAULT' : ''
  return `${link.index}: ${link.name}: <${flagsOf(link).join(',')}> mtu ${link.mtu} qdisc ${disciplineOf(link)} state ${stateOf(link)}${mode} group default qlen 1000`
}

function hardwareOf({ isLoopback, mac }: Link): string {
  const broadcast = isLoopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'
  return `    link/${isLoopback ? 'loopback' : 'ether'} ${mac} brd ${broadcast}`
}

export function tellLinks(links: readonly Link[], show: Show): string {
  if (show.isBrief) {
    return links
      .map(
        (link) =>
          `${link.name.padEnd(16)} ${stateOf(link).padEnd(14)} ${link.mac} <${flagsOf(link).join(',')}> \n`,
      )
      .join('')
  }
  const join = show.isOneLine ? '\\' : '\n'
  return links
    .map((link) =>
      [
        headOf(link, true),
        hardwareOf(link),
        ...alternativeNames(link),
        ...(show.withStatistics ? statistics(link, join) : []),
      ].join(join),
    )
    .map((text) => `${text}\n`)
    .join('')
}

/** By its slot, as systemd knows it too. */
const alternativeNames = ({ isLoopback, name }: Link): string[] =>
  isLoopback || !name.startsWith('ens') ? [] : [`    altname enp0s${name.slice(3)}`]

function statistics({ received, sent }: Link, join: string): string[] {
  const numbers = ({ bytes, packets }: Count) =>
    `${String(bytes).padStart(14)} ${String(packets).padStart(7)}      0       0       0       0 `
  return [
    `    RX:  bytes packets errors dropped  missed   mcast           ${join}${numbers(received)}`,
    `    TX:  bytes packets errors dropped carrier collsns           ${join}${numbers(sent)}`,
  ]
}

const shownAddresses = ({ addresses }: Link, { family }: Show): readonly LinkAddress[] =>
  addresses.filter((one) => family === undefined || one.family === family)

export function tellAddresses(links: readonly Link[], show: Show): string {
  const { isBrief, isOneLine, family } = show
  const shown = links.filter((link) => family === undefined || shownAddresses(link, show).length)
  if (isBrief) {
    return shown
      .map((link) => {
        const own = shownAddresses(link, show).map(
          ({ address, length, metric }) =>
            `${address}/${length}${metric === undefined ? '' : ` metric ${metric}`} `,
        )
        return `${link.name.padEnd(16)} ${stateOf(link).padEnd(14)} ${own.join('')}\n`
      })
      .join('')
  }
  if (isOneLine) {
    return shown
      .flatMap((link) =>
        shownAddresses(link, show).map(
          (one) =>
            `${link.index}: ${link.name}    ${tellAddress(one, link).trimStart()}\\${lifetimes(one)}\n`,
        ),
      )
      .join('')
  }
  return shown
    .map((link) => {
      const lines = [headOf(link, false)]
      if (family === undefined) lines.push(hardwareOf(link), ...alternativeNames(link))
      for (const one of shownAddresses(link, show)) lines.push(tellAddress(one, link), lifetimes(one))
      return `${lines.join('\n')}\n`
    })
    .join('')
}

function tellAddress(
  { family, address, length, scope, isSecondary, broadcast, metric, lease }: LinkAddress,
  { name, isLoopback }: Link,
): string {
  if (family === 6) {
    const flags =
      scope === 'global' && lease !== undefined
        ? 'dynamic noprefixroute '
        : scope === 'link'
          ? 'proto kernel_ll '
          : ''
    return `    inet6 ${address}/${length}${flags.startsWith('dynamic') ? ' metric 512' : ''} scope ${scope} ${flags}`
  }
  const metrics = metric === undefined ? '' : ` metric ${metric}`
  const brd = broadcast === undefined || isLoopback ? '' : ` brd ${broadcast}`
  const flags = `${isSecondary ? 'secondary ' : ''}${lease === undefined ? '' : 'dynamic '}`
  return `    inet ${address}/${length}${metrics}${brd} scope ${scope} ${flags}${name}`
}

function lifetimes({ lease }: LinkAddress): string {
  const left = lease === undefined ? 'forever' : `${lease}sec`
  return `       valid_lft ${left} preferred_lft ${left}`
}

const endless = 4_294_967_295

export function linkObjects(links: readonly Link[], { isBrief }: Show): object[] {
  return links.map((link) =>
    isBrief
      ? { ifname: link.name, operstate: stateOf(link), address: link.mac, flags: flagsOf(link) }
      : { ...common(link), linkmode: 'DEFAULT', group: 'default', txqlen: 1000, ...hardware(link) },
  )
}

const common = (link: Link) => ({
  ifindex: link.index,
  ifname: link.name,
  flags: flagsOf(link),
  mtu: link.mtu,
  qdisc: disciplineOf(link),
  operstate: stateOf(link),
})

const hardware = ({ isLoopback, mac }: Link) => ({
  link_type: isLoopback ? 'loopback' : 'ether',
  address: mac,
  broadcast: isLoopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff',
})

export function addressObjects(links: readonly Link[], show: Show): object[] {
  const { isBrief, family } = show
  const shown = links.filter((link) => family === undefined || shownAddresses(link, show).length)
  return shown.map((link) => {
    const own = shownAddresses(link, show)
    if (isBrief) {
      const addr_info = own.map(({ address, length, metric }) => ({
        local: address,
        prefixlen: length,
        ...(metric !== undefined && { metric }),
      }))
      return { ifname: link.name, operstate: stateOf(link), addr_info }
    }
    return {
      ...common(link),
      group: 'default',
      txqlen: 1000,
      ...(family === undefined && hardware(link)),
      addr_info: own.map((one) => addressObject(one, link)),
    }
  })
}

function addressObject(
  { family, address, length, scope, isSecondary, broadcast, metric, lease }: LinkAddress,
  { name }: Link,
): object {
  const left = lease ?? endless
  return {
    family: family === 4 ? 'inet' : 'inet6',
    local: address,
    prefixlen: length,
    ...(metric !== undefined && { metric }),
    ...(broadcast !== undefined && { broadcast }),
    scope,
    ...(isSecondary && { secondary: true }),
    ...(lease !== undefined && { dynamic: true }),
    ...(family === 4 && { label: name }),
    valid_life_time: left,
    preferred_life_time: left,
  }
}
