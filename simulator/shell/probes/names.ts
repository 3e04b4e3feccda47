import { type Address, formatAddress } from '../../kernel/address.ts'
import { reverseNameOf } from '../../network/dns/reverse-names.ts'
import type { ToolContext } from '../host.ts'
import { parseHosts } from '../hosts/resolver-files.ts'
import { isLoopback } from './own-addresses.ts'

/** The name of an address, as getnameinfo(3) finds it; undefined where it has none, or where nobody answers. */
export function nameOfAddress(
  { machine, files }: Pick<ToolContext, 'machine' | 'files'>,
  address: Address,
): string | undefined {
  const text = formatAddress(address)
  const hosts = parseHosts(new TextDecoder().decode(files.read('/etc/hosts') ?? new Uint8Array()))
  for (const [name, addresses] of hosts) if (addresses.includes(text)) return name
  if (isLoopback(address)) return 'localhost'
  const answer = machine.lookUp({ name: reverseNameOf(address), type: 'PTR' })
  if (!answer) return undefined
  machine.observe([{ kind: 'lookup', answer }])
  return answer.records.find(({ type }) => type === 'PTR')?.value.replace(/\.$/, '')
}

/** What the C library says of a name that it does not find. */
export const nameProblem = (failure: 'no-such-name' | 'no-answer' | undefined): string =>
  failure === 'no-answer' ? 'Temporary failure in name resolution' : 'Name or service not known'
