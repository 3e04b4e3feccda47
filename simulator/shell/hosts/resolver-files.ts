/** /etc/resolv.conf, as far as it matters here. */
export interface ResolverSettings {
  /** Addresses of the DNS servers, in the order in which they are asked. */
  readonly servers: readonly string[]
  /** Domains that are put behind names without a dot. */
  readonly search: readonly string[]
}

/** Undefined where the file says nothing at all, as if there was none. resolv.conf(5): three servers, six domains. */
export function parseResolver(text: string): ResolverSettings | undefined {
  const servers: string[] = []
  let search: readonly string[] | undefined
  for (const line of text.split('\n')) {
    const [word, ...rest] = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/)
    if (word === 'nameserver' && rest[0] !== undefined) servers.push(rest[0])
    else if (word === 'search' || word === 'domain') search = rest
  }
  if (!servers.length && !search) return undefined
  return { servers: servers.slice(0, 3), search: (search ?? []).slice(0, 6) }
}

interface HostsLine {
  readonly address: string
  /** The first is the host's own name, the others are aliases: hosts(5). */
  readonly names: readonly string[]
}

const linesOf = (text: string): HostsLine[] =>
  text.split('\n').map((line) => {
    const [address = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/)
    return { address, names }
  })

/** All names of the host that a hosts file knows by this one or this address, its own first. */
export const namesInHosts = (text: string, wanted: string): readonly string[] =>
  linesOf(text).find(
    ({ address, names }) =>
      address === wanted || names.some((name) => name.toLowerCase() === wanted.toLowerCase()),
  )?.names ?? []

/** Names of a hosts file in lower case, each with its addresses. */
export function parseHosts(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { address, names } of linesOf(text)) {
    for (const name of names) {
      const key = name.toLowerCase()
      found.set(key, [...(found.get(key) ?? []), address])
    }
  }
  return found
}
