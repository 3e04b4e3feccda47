/** /etc/services, as far as people type it. */
const services: readonly (readonly [name: string, port: number, protocols: string, aliases?: string])[] = [
  ['echo', 7, 'tcp udp'],
  ['discard', 9, 'tcp udp'],
  ['ftp', 21, 'tcp'],
  ['ssh', 22, 'tcp'],
  ['telnet', 23, 'tcp'],
  ['smtp', 25, 'tcp', 'mail'],
  ['domain', 53, 'tcp udp'],
  ['bootps', 67, 'udp'],
  ['tftp', 69, 'udp'],
  ['http', 80, 'tcp', 'www'],
  ['kerberos', 88, 'tcp udp'],
  ['pop3', 110, 'tcp'],
  ['sunrpc', 111, 'tcp udp'],
  ['ntp', 123, 'udp'],
  ['imap2', 143, 'tcp'],
  ['snmp', 161, 'tcp udp'],
  ['bgp', 179, 'tcp'],
  ['ldap', 389, 'tcp udp'],
  ['https', 443, 'tcp udp'],
  ['microsoft-ds', 445, 'tcp udp'],
  ['isakmp', 500, 'udp'],
  ['syslog', 514, 'udp'],
  ['ldaps', 636, 'tcp udp'],
  ['imaps', 993, 'tcp'],
  ['openvpn', 1194, 'tcp udp'],
  ['ms-sql-s', 1433, 'tcp'],
  ['nfs', 2049, 'tcp udp'],
  ['mysql', 3306, 'tcp'],
  ['ms-wbt-server', 3389, 'tcp'],
  ['ipsec-nat-t', 4500, 'udp'],
  ['postgresql', 5432, 'tcp', 'postgres'],
  ['amqp', 5672, 'tcp'],
  ['redis', 6379, 'tcp'],
  ['http-alt', 8080, 'tcp udp'],
]

export const serviceName = (port: number, protocol: string): string | undefined =>
  services.find(([, number, protocols]) => number === port && protocols.split(' ').includes(protocol))?.[0]

export const servicePort = (name: string, protocol: string): number | undefined =>
  services.find(([known, , protocols]) => known === name && protocols.split(' ').includes(protocol))?.[1]

interface Service {
  readonly name: string
  readonly port: number
  readonly protocol: string
  /** Further names, with blanks between them. */
  readonly aliases?: string
}

export const serviceNamed = (key: string): Service | undefined => {
  const [word = '', wanted] = key.split('/')
  const found = services.find(
    ([name, port, protocols]) =>
      (name === word || String(port) === word) &&
      (wanted === undefined || protocols.split(' ').includes(wanted)),
  )
  if (!found) return undefined
  const [name, port, protocols, aliases] = found
  return {
    name,
    port,
    protocol: wanted ?? protocols.split(' ')[0]!,
    ...(aliases !== undefined && { aliases }),
  }
}
