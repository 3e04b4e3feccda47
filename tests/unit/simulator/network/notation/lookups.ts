import { expect, it } from 'vitest'
import { parseAddress } from '../../../../../simulator/kernel/address.ts'
import type { Answer } from '../../../../../simulator/network/dns/answer.ts'
import { explainDns } from '../../../../../simulator/network/dns/reasons.ts'
import { type Asker, resolve } from '../../../../../simulator/network/dns/resolve.ts'
import { serviceAt } from '../../../../../simulator/network/service-addresses.ts'
import { networkInterfaces } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { siteHosts } from '../../../../../simulator/services/onprem/tables.ts'
import { resolverEndpoints } from '../../../../../simulator/services/route53resolver/endpoints.ts'
import { namesOf } from './names.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * A table of lookups in a world, a line each:
 *
 *   web-1 ? www.example.com                      | 10.0.1.10, 10.0.1.11
 *   web-1 ? www.example.com AAAA                 | NODATA
 *   web-1 ? api.example.com | unrecord corp api A | NXDOMAIN because private-zone, zone-lacks-name
 *
 * Who asks is a host, a Resolver endpoint, a VPC, `onprem:NAME`, or `internet` (`internet@eu-west-1`, `internet@198.51.100.9`). Behind the name
 * may stand the type of record and `@10.0.0.2`, the one server to ask. What stands between the bars changes the world,
 * for this line only. Then comes the answer: addresses in any order (or hosts and interfaces by name, `web-1.public`),
 * `alias > ` for each CNAME record in front of them, `service s3 us-east-1` for the public addresses of a service, or
 * `NODATA`, `NXDOMAIN`, `SERVFAIL`, `REFUSED`, `TIMEOUT`; and behind `because`, what was decided, in that order.
 */
export function lookups(world: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    it(line, () => {
      base ??= worldOf(world)
      const [question = '', ...rest] = line.split(/\s+\|\s+/)
      const [expected = '', because] = (rest.pop() ?? '').split(/\s+because\s+/)
      const version = base.cloud.store.version
      const { where } = base
      try {
        for (const change of rest.flatMap((part) => part.split(/\s*;\s*/)))
          say(base, change.replaceAll(' / ', ' | '))
        const answer = lookUp(base, question)
        const story = answer.steps.map(({ at, reason }) => `${at}: ${explainDns(reason)}`).join('\n')
        expect(tell(answer, expected), story).toBe(expand(base, expected))
        if (because === undefined) return
        const wanted = because.split(/\s*,\s*/)
        expect(inOrder(answer, wanted), story).toEqual(wanted)
      } finally {
        base.cloud.store.goto(version)
        base.where = where
      }
    })
  }
}

/** As many of the wanted reasons as were given, one after the other. */
function inOrder({ steps }: Answer, wanted: readonly string[]): readonly string[] {
  let met = 0
  for (const { reason } of steps) if (reason === wanted[met]) met++
  return wanted.slice(0, met)
}

/** Asks `web-1 ? www.example.com AAAA @10.0.0.2`. */
export function lookUp(world: World, text: string): Answer {
  const [who = '', what = ''] = text.split(/\s+\?\s+/)
  const [name = '', ...more] = namesOf(world, what).split(/\s+/)
  const server = more.find((word) => word.startsWith('@'))?.slice(1)
  const type = more.find((word) => !word.startsWith('@'))
  const answer = resolve(world.fabric, askerOf(world, who), {
    name,
    ...(type !== undefined && { type }),
    ...(server !== undefined && { server: addressNamed(world, server) ?? addressOfServer(world, server) }),
  })
  if (!answer) throw new Error(`"${name}" can be no domain name.`)
  return answer
}

/** Servers are asked by their addresses; tools look up those that are named. */
const addressOfServer = (world: World, server: string): string =>
  parseAddress(server) === undefined
    ? (resolve(world.fabric, { kind: 'internet' }, { name: server })?.records[0]?.value ?? server)
    : server

function askerOf(world: World, who: string): Asker {
  const [name = '', where] = who.split('@')
  if (name === 'internet' && where !== undefined && parseAddress(where) !== undefined) {
    return { kind: 'internet', address: where }
  }
  if (name === 'internet') return { kind: 'internet', ...(where !== undefined && { region: where }) }
  if (name.startsWith('onprem:')) return { kind: 'site-host', id: name.slice('onprem:'.length) }
  const id = world.id(name)
  if (id.startsWith('vpc-')) return { kind: 'vpc', id }
  if (resolverEndpoints.get(world.fabric, id)) return { kind: 'resolver-endpoint', id }
  return { kind: 'interface', id }
}

function tell({ status, records }: Answer, expected: string): string {
  if (status !== 'NOERROR') return status
  if (!records.length) return 'NODATA'
  const aliases = records
    .filter(({ type }) => type === 'CNAME')
    .map(({ value }) => `${value.replace(/\.$/, '')} > `)
  const others = records.filter(({ type }) => type !== 'CNAME')
  const values = others.map(({ value }) => value)
  const service = /^service (\S+) (\S+)$/.exec(expected)
  if (service && values.length) {
    const kinds = new Set(values.map((value) => JSON.stringify(serviceAt(parseAddress(value) ?? 0))))
    return kinds.size === 1 ? toldService([...kinds][0] ?? '') : [...kinds].join(', ')
  }
  return aliases.join('') + values.sort().join(', ')
}

function toldService(text: string): string {
  const { name, region } = JSON.parse(text) as { name: string; region: string }
  return `service ${name} ${region}`
}

/** What is expected, names of hosts and interfaces replaced by their addresses. */
function expand(world: World, expected: string): string {
  if (expected.startsWith('service ')) return expected
  const parts = namesOf(world, `${expected} `).split(' > ')
  const values = (parts.pop() ?? '')
    .trim()
    .split(/\s*,\s*/)
    .map((one) => addressNamed(world, one) ?? one)
  return parts.map((one) => `${one} > `).join('') + values.sort().join(', ')
}

/** `web-1`, `web-1.public`, `web-1.ipv6`, `onprem:dns-1`. */
function addressNamed(world: World, text: string): string | undefined {
  if (text.startsWith('onprem:'))
    return world.fabric.store.get(siteHosts, text.slice('onprem:'.length))?.Address
  const [name = '', which] = text.split('.')
  const eni = networkInterfaces.get(world.fabric, world.id(name))?.record
  if (which === 'public') return eni?.Association?.PublicIp
  if (which === 'ipv6') return eni?.Ipv6Addresses?.[0]?.Ipv6Address
  return which === undefined ? eni?.PrivateIpAddress : undefined
}
