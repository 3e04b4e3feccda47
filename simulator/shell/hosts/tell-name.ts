import type { Machine } from '../machine.ts'
import { addressFor } from './address-for.ts'
import { hostsNamed } from './find-host.ts'

// People call instances by their Name tags, and no DNS server at AWS knows these: EC2 user guide, ec2-instance-naming
// and Using_Tags. What the tools say stays as it is; a person at a terminal is told where the name is from.

const tools = new Set(
  (
    'curl dig getent host iperf3 mtr mysql nc ncat nslookup openssl ping ping6 psql telnet tracepath traceroute ' +
    'traceroute6 wget'
  ).split(' '),
)

/** What somebody should know who took the name of a machine for a name in DNS; undefined where nobody did. */
export function tellName(tool: string, args: readonly string[], machine: Machine): string | undefined {
  if (!tools.has(tool)) return undefined
  for (const arg of args) {
    const name = hostIn(arg)
    if (name === undefined || name === 'workstation') continue
    const found = hostsNamed(machine.fabric, name).filter(({ id }) => id !== machine.id)
    const [host] = found
    if (!host || machine.findAddresses({ host: name }).addresses.length) continue
    const where = found.map((one) => placeOf(one.id, name, addressFor(machine, one))).join(', or ')
    const why =
      host.kind === 'instance'
        ? 'Names of instances are not in DNS.'
        : 'The DNS that is asked from here does not know it.'
    return `hopwise: ${name} is ${where}. ${why}\n`
  }
  return undefined
}

function placeOf(id: string, name: string, address: string | undefined): string {
  const what = id.startsWith('i-') ? `the instance${id === name ? '' : ` ${id}`}` : 'a host on premises'
  return address === undefined ? what : `${what} at ${address}`
}

/** `app-1` of `app-1`, `app-1:443`, `https://me@app-1:443/path`, `--host=app-1`, `-connect app-1:443`. */
function hostIn(arg: string): string | undefined {
  const [, name] =
    /^(?:--?[\w-]+=)?(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/\s]*@)?([\w-]+)(?::\d+)?(?:[/?#].*)?$/i.exec(arg) ?? []
  return name
}
