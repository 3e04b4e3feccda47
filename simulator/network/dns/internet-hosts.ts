import type { Named } from './named.ts'

// Hosts on the internet that a world has besides AWS's: names that examples like to use. Their addresses are from the
// range that is kept for documentation (RFC 5737 and RFC 3849), so they are nobody's.

const hosts: readonly string[] = [
  'example.com',
  'www.example.com',
  'example.net',
  'www.example.net',
  'example.org',
  'www.example.org',
  'github.com',
  'pypi.org',
  'files.pythonhosted.org',
  'registry.npmjs.org',
  'deb.debian.org',
  'archive.ubuntu.com',
  'www.google.com',
  'aws.amazon.com',
  'docs.aws.amazon.com',
  'checkip.amazonaws.com',
]

const ttl = 300

export function internetHost(host: string): Named | undefined {
  const place = hosts.indexOf(host)
  if (place >= 0) {
    const number = 10 + place
    const addresses = { ipv4: [`192.0.2.${number}`], ipv6: [`2001:db8:feed::${number.toString(16)}`] }
    return { ...addresses, ttl, reason: 'internet-name', evidence: [host] }
  }
  const resolver = Object.hasOwn(publicResolvers, host) ? publicResolvers[host] : undefined
  return resolver && { ipv4: resolver, ttl, reason: 'internet-name', evidence: [host] }
}

/** Resolvers that anybody may ask. */
const publicResolvers: Readonly<Record<string, readonly string[]>> = {
  'dns.google': ['8.8.8.8', '8.8.4.4'],
  'one.one.one.one': ['1.1.1.1', '1.0.0.1'],
  'dns.quad9.net': ['9.9.9.9', '149.112.112.112'],
  'resolver1.opendns.com': ['208.67.222.222', '208.67.220.220'],
}

const resolverAddresses = new Set([
  ...Object.values(publicResolvers).flat(),
  ...[
    '2001:4860:4860::8888',
    '2001:4860:4860::8844',
    '2606:4700:4700::1111',
    '2606:4700:4700::1001',
    '2620:fe::fe',
  ],
])

export const isPublicResolver = (address: string): boolean => resolverAddresses.has(address)
