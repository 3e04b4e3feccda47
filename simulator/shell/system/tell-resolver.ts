import { parseAddress } from '../../kernel/address.ts'
import { addressesIn } from '../../network/dns/answer.ts'
import type { Answer } from '../commands/own-command.ts'
import type { Machine } from '../machine.ts'
import type { Seat } from './processes.ts'

// `resolvectl` of systemd 252, as on Amazon Linux 2023, where the servers of the DHCP options stand in /etc/resolv.conf.

const protocols = '-LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported'

export function resolvectl(args: readonly string[], { machine }: Seat): Answer {
  const [verb = 'status', ...names] = args.filter((arg) => !/^--(no-pager|legend=no)$/.test(arg))
  if (verb === '--help' || verb === '-h')
    return {
      stdout:
        'resolvectl [status | query NAME… | dns | domain | flush-caches]\n\nSend control commands to the network name resolution manager.\n',
    }
  if (verb === 'flush-caches' || verb === 'reset-statistics') return {}
  const { servers, search } = machine.resolver
  const [card] = machine.cards
  const link = `Link ${card?.index ?? 2} (${card?.name ?? 'eth0'})`
  if (verb === 'dns') return { stdout: `Global:\n${link}: ${servers.join(' ')}\n` }
  if (verb === 'domain') return { stdout: `Global:\n${link}: ${search.join(' ')}\n` }
  if (verb === 'query') return query(names, machine, card?.name ?? 'eth0')
  if (verb !== 'status') return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
  return {
    stdout: `Global
         Protocols: ${protocols}
  resolv.conf mode: uplink

${link}
    Current Scopes: ${servers.length ? 'DNS' : 'none'}
         Protocols: +DefaultRoute ${protocols}
${servers.length ? `Current DNS Server: ${servers[0]}\n       DNS Servers: ${servers.join(' ')}\n` : ''}${search.length ? `        DNS Domain: ${search.join(' ')}\n` : ''}`,
  }
}

function query(names: readonly string[], machine: Machine, card: string): Answer {
  if (!names.length) return { stderr: 'resolvectl: too few arguments.\n', exitCode: 1 }
  let stdout = ''
  let stderr = ''
  for (const name of names) {
    const isAddress = parseAddress(name) !== undefined
    const found = machine.findAddresses({ host: name })
    const [lookup] = found.lookups
    for (const one of found.lookups) machine.advance(machine.lookupTime(one) / 1000)
    const addresses = [...new Set([...machine.addressesInHosts(name), ...found.lookups.flatMap(addressesIn)])]
    if (isAddress) {
      stderr += `${name}: resolve call failed: hopwise does not simulate reverse lookups here: dig -x ${name}\n`
      continue
    }
    if (!addresses.length) {
      const why =
        lookup?.status === 'NXDOMAIN'
          ? `'${name}' not found`
          : lookup?.status === 'TIMEOUT' || !lookup
            ? 'All attempts to contact name servers or networks failed'
            : `'${name}' does not have any RR of the requested type`
      stderr += `${name}: resolve call failed: ${why}\n`
      continue
    }
    const isLocal = !found.lookups.length
    const width = 16 + name.length
    stdout += addresses
      .map((one, i) =>
        `${`${i ? ' '.repeat(name.length + 1) : `${name}:`} ${one}`.padEnd(width)} ${isLocal ? '' : `-- link: ${card}`}`.trimEnd(),
      )
      .join('\n')
    const took = found.lookups.reduce((sum, one) => sum + machine.lookupTime(one), 0)
    stdout += isLocal
      ? '\n\n-- Information acquired via protocol DNS in 0us.\n-- Data is authenticated: yes; Data was acquired via local or encrypted transport: yes\n-- Data from: synthetic\n'
      : `\n\n-- Information acquired via protocol DNS in ${took.toFixed(1)}ms.\n-- Data is authenticated: no; Data was acquired via local or encrypted transport: no\n-- Data from: network\n`
  }
  return { stdout, stderr, exitCode: stderr ? 1 : 0 }
}
